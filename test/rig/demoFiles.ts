/** Answers for the source files of the demo workspace, as they are committed there. */

const manifest = {
  name: 'shop',
  version: '2.1.0',
  private: true,
  type: 'module',
  scripts: { start: 'node src/health.ts', test: 'node --test' },
  dependencies: { fastify: '^5.0.0', pg: '^8.0.0' },
};

/** Content by path. */
export const demoFiles: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  '.gitignore': 'node_modules/\ndist/\n',
  '.nvmrc': '22\n',
  'README.md': '# shop\n\nThe service behind the web shop: catalogue, basket, checkout and orders.\n',
  'docs/orders.md':
    '# Orders\n\nAn order has lines, a customer, a delivery address and a state:\n`placed`, `paid`, `sent`, `returned`.\n',
  'src/health.ts': `export async function health(database: { ping(): Promise<void> }): Promise<'up' | 'down'> {
  try {
    await database.ping();
    return 'up';
  } catch {
    return 'down';
  }
}
`,
  'src/catalogue/products.ts': `export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
}

export function cheapestFirst(products: readonly Product[]): Product[] {
  return [...products].sort((a, b) => a.priceCents - b.priceCents);
}
`,
  'src/catalogue/priceCache.ts': `const prices = new Map<string, { cents: number; untilMs: number }>();
const keepMs = 600_000;

export function remember(productId: string, cents: number, nowMs: number): void {
  prices.set(productId, { cents, untilMs: nowMs + keepMs });
}

export function recall(productId: string, nowMs: number): number | null {
  const entry = prices.get(productId);
  return entry !== undefined && entry.untilMs > nowMs ? entry.cents : null;
}
`,
  'src/catalogue/priceCache.test.ts': `import { test } from 'node:test';
import { recall, remember } from './priceCache.ts';

test('a price is kept for ten minutes', (t) => {
  remember('mug', 990, 0);
  t.assert.equal(recall('mug', 599_999), 990);
});
`,
  'src/catalogue/version.ts': `export async function catalogueVersion(fetchText: (path: string) => Promise<string>): Promise<number> {
  return Number(await fetchText('/catalogue/version'));
}
`,
  'src/catalogue/dropPrices.ts': `export function isOutdated(cachedVersion: number, currentVersion: number): boolean {
  return cachedVersion < currentVersion;
}
`,
  'src/checkout/basket.ts': `export interface BasketLine {
  readonly productId: string;
  readonly quantity: number;
  readonly priceCents: number;
}

export function total(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
}
`,
  'src/checkout/quantity.ts': `export function isValidQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity > 0;
}
`,
  'src/checkout/address.ts': `export interface Address {
  readonly street: string;
  readonly city: string;
  readonly country: string;
}

export function isComplete(address: Partial<Address>): address is Address {
  return address.street !== undefined && address.city !== undefined && address.country !== undefined;
}
`,
  'src/orders/placeOrder.ts': `import type { BasketLine } from '../checkout/basket.ts';

export interface Transaction {
  insert(table: string, row: object): Promise<void>;
}

export async function placeOrder(transaction: Transaction, customerId: string, lines: readonly BasketLine[]): Promise<void> {
  await transaction.insert('orders', { customerId, state: 'placed' });
  for (const line of lines) await transaction.insert('order_lines', line);
}
`,
};
