// Breaks adapter-family-alone between two trackers, and simple-git-only-there.
import { simpleGit } from 'simple-git';
import { github } from '../github/index';
export const beads = [simpleGit, github];
