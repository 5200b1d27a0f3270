// Breaks octokit-only-there.
import { Octokit } from '@octokit/rest';
export const client = Octokit;
