// Breaks ports-knows-only.
import type { UseCase } from '../app/useCase';
export interface Store { readonly path: string; readonly useCase: UseCase | null }
