/** Answers for who leads one source: what the claims in its folder say, and claiming where nobody leads. */
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import type { Result } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import { nodeFiles } from '../fileOperations';
import { sweepTemporaries } from '../leftovers';
import { claimName } from '../sourceFolder';
import { makeClaim, readClaims, releaseClaim, sweepClaims, withdrawClaim, type Claims } from './claims';
import { instanceFile, type OwnInstance } from './instance';
import { requestsOf } from './requests';
import type { SignsOfLife } from './signsOfLife';

/** So often is looked again at once when others claim, or clear the folder, meanwhile. */
const mostLooks = 10;

export type Role =
  /** `holder`: absolute path of the file that shows that the leader lives; null: nobody leads as yet. */
  | { readonly kind: 'following'; readonly holder: string | null }
  | { readonly kind: 'leading'; readonly epoch: number }
  /** The folder cannot be used: there is nobody to share with, and nowhere to write. */
  | { readonly kind: 'alone'; readonly trouble: Failure };

export interface CandidacyPorts {
  /** Absolute path of the cache's folder. */
  readonly folder: string;
  readonly own: OwnInstance;
  readonly signs: SignsOfLife;
  readonly clock: Clock;
}

export class Candidacy {
  private settled: Role = { kind: 'following', holder: null };
  /** The newest epoch there ever was, as far as is known: none is begun twice where the folder is cleared. */
  private newestEpoch = 0;

  /** @param folder absolute path of the source's folder */
  constructor(
    private readonly folder: string,
    private readonly ports: CandidacyPorts,
  ) {}

  /** As was found by the last look. */
  get role(): Role {
    return this.settled;
  }

  /**
   * Looks who leads. Answers what is in the source's folder.
   * @param mayClaim lead where nobody does; otherwise that is left to a later look
   */
  look(mayClaim: boolean): readonly string[] {
    let claimed: number | null = null;
    for (let looks = 0; looks < mostLooks; looks++) {
      const claims = readClaims(this.folder);
      if (!claims.ok) return this.settle({ kind: 'alone', trouble: claims.error });
      const { names } = claims.value;
      this.newestEpoch = Math.max(this.newestEpoch, claims.value.newestEpoch);
      const epoch = claimed ?? this.epoch;
      if (epoch !== null && isHeldBy(claims.value, epoch, this.ports.own.id)) {
        if (claimed !== null) this.tidy(names);
        return this.settle({ kind: 'leading', epoch }, names);
      }
      if (claimed !== null) withdrawClaim(this.folder, claimed);
      claimed = null;
      const holder = this.livingHolder(claims.value);
      // Who led, and finds the folder cleared, goes on at once.
      if (holder !== null || !(mayClaim || this.epoch !== null))
        return this.settle({ kind: 'following', holder }, names);
      const made = this.claim(this.newestEpoch + 1);
      if (!made.ok) return this.settle({ kind: 'alone', trouble: made.error });
      if (made.value) claimed = this.newestEpoch + 1;
    }
    if (claimed !== null) withdrawClaim(this.folder, claimed);
    const detail = 'others keep changing what is in it.';
    return this.settle({ kind: 'alone', trouble: { kind: 'notWritable', path: this.folder, detail } });
  }

  /** Another may lead at once. */
  release(): void {
    if (this.epoch !== null) releaseClaim(this.folder, this.epoch, this.ports.own.id);
    this.settle({ kind: 'following', holder: null });
  }

  private get epoch(): number | null {
    return this.settled.kind === 'leading' ? this.settled.epoch : null;
  }

  private settle(role: Role, names: readonly string[] = []): readonly string[] {
    this.settled = role;
    return names;
  }

  /** False: look anew. Only who gives signs of life claims. */
  private claim(epoch: number): Result<boolean, Failure> {
    const { own } = this.ports;
    const sign = own.beat();
    return sign.ok ? makeClaim(this.folder, epoch, own.id) : sign;
  }

  /** The file that shows that the leader lives; null: nobody leads, or who did is gone. */
  private livingHolder({ holding }: Claims): string | null {
    if (holding === null) return null;
    const { holder, epoch } = holding;
    switch (holder.kind) {
      case 'released':
        return null;
      case 'unknown':
        return this.ifAlive(join(this.folder, claimName(epoch)));
      case 'instance':
        // A claim of our own that could not be released binds nobody.
        return holder.id === this.ports.own.id ? null : this.ifAlive(instanceFile(this.ports.folder, holder.id));
    }
  }

  private ifAlive(file: string): string | null {
    return this.ports.signs.isGone(file) ? null : file;
  }

  private tidy(names: readonly string[]): void {
    sweepClaims(this.folder, names);
    sweepTemporaries(nodeFiles, requestsOf(this.folder), this.ports.clock.nowMs());
  }
}

function isHeldBy({ holding }: Claims, epoch: number, id: string): boolean {
  return holding?.epoch === epoch && holding.holder.kind === 'instance' && holding.holder.id === id;
}
