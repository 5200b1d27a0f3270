// Breaks app-knows-only.
import { fileStore } from '../adapters/store/fileStore';
export type UseCase = typeof fileStore;
