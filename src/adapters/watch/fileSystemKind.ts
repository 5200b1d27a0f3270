/** Answers for which file systems other machines write to, so that their changes are not told here. */
import { readFile, realpath, statfs } from 'node:fs/promises';

/** What the operating system tells of the file system a path is on. */
export interface FileSystems {
  /** The `f_type` of statfs(2), unsigned; null when unknown. */
  typeOf(path: string): Promise<number | null>;
  /** The text of `/proc/self/mountinfo`, see proc(5); null where there is no such thing. */
  mounts(): Promise<string | null>;
  /** The path without symbolic links; the path itself when it cannot be followed. */
  realPath(path: string): Promise<string>;
}

/** Named in https://github.com/torvalds/linux/blob/master/include/uapi/linux/magic.h and statfs(2). */
const foreignTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x01021997, '9p'],
  [0x53464846, 'wslfs'],
  [0x5346414f, 'afs'],
  [0x6b414653, 'afs'],
  [0x73757245, 'coda'],
  [0x00c36400, 'ceph'],
  [0x0bd00bd0, 'lustre'],
  [0x47504653, 'gpfs'],
  [0x01161970, 'gfs2'],
  [0x7461636f, 'ocfs2'],
  [0x564c, 'ncp'],
  [0x786f4256, 'vboxsf'],
  [0xbacbacbc, 'vmhgfs'],
  [0x7c7c6673, 'prl_fs'],
  [0x20030528, 'orangefs'],
  [0x19830326, 'beegfs'],
]);

/** Any program can be behind it: only the mount's own name tells which. */
const fuseType = 0x65735546;
/** Programs behind which is a disk of this machine, and no other way to it. */
const localFuse =
  /^(?:fuseblk|fuse\.(?:gocryptfs|encfs|cryfs|securefs|bindfs|mergerfs|unionfs|fuse-overlayfs|ntfs-3g|ntfs|exfat|lxcfs|snapfuse|squashfuse|fuse2fs|zfs|zfs-fuse))$/;

export const linuxFileSystems: FileSystems = {
  async typeOf(path) {
    try {
      return (await statfs(path)).type >>> 0;
    } catch {
      return null;
    }
  },
  async mounts() {
    try {
      return await readFile('/proc/self/mountinfo', 'utf8');
    } catch {
      return null;
    }
  },
  async realPath(path) {
    try {
      return await realpath(path);
    } catch {
      return path;
    }
  },
};

/** The name of the network (or otherwise foreign) file system `path` is on; null: it is on one of this machine's own. */
export async function foreignFileSystem(path: string, systems: FileSystems): Promise<string | null> {
  const type = await systems.typeOf(path);
  if (type !== fuseType) return type === null ? null : (foreignTypes.get(type) ?? null);
  const name = mountedAs(await systems.realPath(path), (await systems.mounts()) ?? '');
  return name !== null && localFuse.test(name) ? null : (name ?? 'fuse');
}

/** The file system type of the innermost mount around `path`; of two at one place the later holds. */
function mountedAs(path: string, mounts: string): string | null {
  let innermost = { point: '', type: null as string | null };
  for (const line of mounts.split('\n')) {
    const [before, after] = line.split(' - ');
    const point = unescaped(before?.split(' ')[4] ?? '');
    const isAround = path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
    if (point === '' || !isAround || point.length < innermost.point.length) continue;
    innermost = { point, type: after?.split(' ')[0] ?? null };
  }
  return innermost.type;
}

/** Blanks and backslashes of a path are written as octal numbers there. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
