import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { foreignFileSystem, linuxFileSystems, type FileSystems } from '../../../src/adapters/watch/fileSystemKind';
import { nodeFileWatcherOn } from '../../../src/adapters/watch/nodeFileWatcher';

const fuse = 0x65735546;
const mounts = [
  '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
  '30 22 0:40 / /home/me/far rw - fuse.sshfs me@far:/ rw',
  '31 22 0:41 / /home/me/near rw - fuse.gocryptfs /home/me/.near rw',
  '32 22 0:42 / /home/me/with\\040blank rw shared:7 - fuse.rclone cloud: rw',
  '33 30 8:1 / /home/me/far/usb rw - fuseblk /dev/sdb1 rw',
  '34 22 0:43 / /home/me/odd rw - fuse rw',
  '35 22 0:44 / /mnt/host rw - virtiofs host rw',
].join('\n');

const systems = (types: Readonly<Record<string, number>>): FileSystems => ({
  typeOf: (path) => Promise.resolve(types[path] ?? null),
  mounts: () => Promise.resolve(mounts),
  realPath: (path) => Promise.resolve(path),
});

describe('the file system of a folder', () => {
  it.each([
    [0x6969, 'nfs'],
    [0x517b, 'smb'],
    [0xff534d42, 'cifs'],
    [0xfe534d42, 'smb2'],
    [0x01021997, '9p'],
    [0x00c36400, 'ceph'],
    [0x786f4256, 'vboxsf'],
    [0x5346414f, 'afs'],
    [0xef53, null],
    [0x01021994, null],
    [0x9123683e, null],
    [0x58465342, null],
    [0x794c7630, null],
  ])('of type %s is foreign: %s', async (type, name) => {
    expect(await foreignFileSystem('/w', systems({ '/w': type }))).toBe(name);
  });

  it.each([
    ['/home/me/far/shop', 'fuse.sshfs'],
    ['/home/me/far', 'fuse.sshfs'],
    ['/home/me/far/usb/shop', null],
    ['/home/me/near/shop', null],
    ['/home/me/with blank/shop', 'fuse.rclone'],
    ['/home/me/odd/shop', 'fuse'],
    ['/mnt/host/shop', 'virtiofs'],
  ])('behind a program, %s, is told by its mount: %s', async (path, name) => {
    expect(await foreignFileSystem(path, systems({ [path]: fuse }))).toBe(name);
  });

  it('of a folder that is still to come is that of the one above, said in a sentence', async () => {
    const watcher = nodeFileWatcherOn(systems({ '/': 0xef53, '/far': 0x6969 }));
    expect(await watcher.whyOnlyAHint('/far/shop/.roadmap')).toMatch(/network file system \(nfs\)/);
    expect(await watcher.whyOnlyAHint('/near/shop')).toBeNull();
    expect(await nodeFileWatcherOn(null).whyOnlyAHint('/far')).toBeNull();
  });

  it.runIf(process.platform === 'linux')('is asked of the system', async () => {
    expect(await linuxFileSystems.typeOf(tmpdir())).toBe(statfsSync(tmpdir()).type >>> 0);
    expect(await linuxFileSystems.typeOf('/does/not/exist')).toBeNull();
    expect(await linuxFileSystems.mounts()).toContain(' - ');
    expect(await foreignFileSystem(tmpdir(), linuxFileSystems)).toBeNull();
    expect(await foreignFileSystem('/proc', linuxFileSystems)).toBeNull();
  });
});
