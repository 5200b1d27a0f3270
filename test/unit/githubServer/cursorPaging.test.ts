import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeRepository } from '../../fakes/github/records';
import { Client, numbersOf, type Told } from './client';

describe('lists of issues that the loopback GitHub pages by cursor', () => {
  const client = new Client();
  const list = '/repos/acme/shop/issues';
  let shop: FakeRepository;

  beforeEach(() => {
    const { state, time } = client.server;
    state.features.cursorPaging = true;
    shop = state.addRepository('acme/shop');
    for (let at = 0; at < 7; at++) {
      state.addIssue(shop);
      time.advance(1000);
    }
  });

  const linked = ({ headers }: Told, relation: string): string =>
    new RegExp(`<([^<>]*)>; rel="${relation}"`).exec(headers.link ?? '')?.[1] ?? '';

  it('name the next page and the one before, and never the last or the first', async () => {
    const first = await client.get(`${list}?direction=asc&per_page=3`);
    expect(numbersOf(first.body)).toEqual([1, 2, 3]);
    expect(first.headers.link).toMatch(/^<[^<>]*direction=asc&per_page=3&after=[^&]+&page=2>; rel="next"$/);
    const second = await client.get(linked(first, 'next'));
    expect(numbersOf(second.body)).toEqual([4, 5, 6]);
    expect(second.headers.link).toMatch(/^<[^<>]*&page=3>; rel="next", <[^<>]*before=[^&]+&page=1>; rel="prev"$/);
    const third = await client.get(linked(second, 'next'));
    expect(numbersOf(third.body)).toEqual([7]);
    expect(linked(third, 'next')).toBe('');
    expect(numbersOf((await client.get(linked(third, 'prev'))).body)).toEqual([4, 5, 6]);
  });

  it('turn round, and go by other moments', async () => {
    const newest = await client.get(`${list}?per_page=3`);
    expect(numbersOf(newest.body)).toEqual([7, 6, 5]);
    expect(numbersOf((await client.get(linked(newest, 'next'))).body)).toEqual([4, 3, 2]);
    const [, second] = [...shop.issues.values()];
    if (second !== undefined) client.server.state.edit(second, { title: 'Edited' });
    const changed = await client.get(`${list}?sort=updated&per_page=3`);
    expect(numbersOf(changed.body)).toEqual([2, 7, 6]);
    expect(numbersOf((await client.get(linked(changed, 'next'))).body)).toEqual([5, 4, 3]);
  });

  it('go on at the same place when the issue there leaves', async () => {
    const first = await client.get(`${list}?direction=asc&per_page=3`);
    const issues = [...shop.issues.values()];
    for (const issue of issues.slice(1, 4)) client.server.state.close(issue);
    expect(numbersOf((await client.get(linked(first, 'next'))).body)).toEqual([5, 6, 7]);
  });

  it('refuse pages by high numbers, and cursors that are none', async () => {
    expect((await client.get(`${list}?per_page=100&page=10`)).status).toBe(200);
    expect(await client.get(`${list}?per_page=100&page=11`)).toMatchObject({
      status: 422,
      body: {
        message:
          'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)',
        documentation_url: 'https://docs.github.com/rest/issues/issues#list-repository-issues',
        status: '422',
      },
    });
    expect((await client.get(`${list}?after=x`)).status).toBe(422);
    const next = new URL(linked(await client.get(`${list}?per_page=3`), 'next')).searchParams.get('after') ?? '';
    const both = new URLSearchParams({ after: next, before: next }).toString();
    expect((await client.get(`${list}?${both}`)).status).toBe(422);
  });

  it('name no other pages where one holds all', async () => {
    expect((await client.get(list)).headers).not.toHaveProperty('link');
  });
});
