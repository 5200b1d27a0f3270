import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReferenceAnswer } from '../../../src/ports/tracker';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeRepository } from '../../fakes/github/records';
import { never, Settings } from './setting';

let settings: Settings;
let server: GitHubServer;
let shop: FakeRepository;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  shop = server.state.addRepository('acme/shop');
});
afterEach(() => settings.end());

const said = (answers: readonly ReferenceAnswer[]): readonly unknown[] =>
  answers.map(({ repository, number, result }) => [
    `${repository}#${number}`,
    result.ok ? `${result.value.kind} ${result.value.state}` : result.error.kind,
  ]);

function seed(): void {
  const { state } = server;
  const issue = state.addIssue(shop, { title: 'Basket' });
  state.addIssue(shop, { title: 'Old', closed: 'completed' });
  const pull = state.addPull(shop, { title: 'Adds it', closes: [issue] });
  state.addPull(shop, { title: 'Merged' });
  state.merge(state.addPull(shop, { title: 'Merged' }), false);
  const api = state.addRepository('acme/api');
  state.addIssue(api, { title: 'Endpoint' });
  expect(pull.number).toBe(3);
}

const queries = (...names: readonly string[]): { repository: string; number: number }[] =>
  names.map((name) => {
    const [repository = '', number = ''] = name.split('#');
    return { repository, number: Number(number) };
  });

describe('references of commits', () => {
  it('are told from what is known, without a request', async () => {
    seed();
    const setting = settings.of(server, 'acme/shop');
    await setting.read();
    const mark = server.mark();
    const answers = await setting.source.resolve(queries('acme/shop#1', 'Acme/Shop#3'), never);
    expect(said(answers)).toEqual([
      ['acme/shop#1', 'issue open'],
      ['Acme/Shop#3', 'pullRequest open'],
    ]);
    expect(answers[0]?.result).toMatchObject({
      value: { title: 'Basket', url: 'https://github.com/acme/shop/issues/1' },
    });
    expect(server.countSince(mark)).toBe(0);
  });

  it('are looked up in one request, of several repositories, each with its own outcome', async () => {
    seed();
    const setting = settings.of(server, 'acme/shop');
    const mark = server.mark();
    const names = ['acme/shop#2', 'acme/shop#5', 'acme/api#1', 'acme/api#99', 'acme/nothing#1', 'acme/shop#3'];
    expect(said(await setting.source.resolve(queries(...names), never))).toEqual([
      ['acme/shop#2', 'issue closed'],
      ['acme/shop#5', 'pullRequest merged'],
      ['acme/api#1', 'issue open'],
      ['acme/api#99', 'absent'],
      ['acme/nothing#1', 'absent'],
      ['acme/shop#3', 'pullRequest open'],
    ]);
    expect(setting.askedSince(mark)).toEqual(['graphql LookUp']);
  });

  it('are looked up fifty at a time', async () => {
    for (let count = 0; count < 60; count++) server.state.addIssue(shop);
    const { source } = settings.of(server, 'acme/shop');
    expect(source.resolveBatch).toBe(50);
    const all = Array.from({ length: 50 }, (_, index) => `acme/shop#${index + 1}`);
    const answers = await source.resolve(queries(...all), never);
    expect(answers.every(({ result }, index) => result.ok && result.value.title === `Number ${index + 1}`)).toBe(true);
  });

  it('are asked for one by one without an account, and no more once that fails', async () => {
    seed();
    const setting = settings.of(server, 'acme/shop', false);
    const mark = server.mark();
    const names = ['acme/shop#5', 'acme/shop#99', '../user#1', 'acme/api#1', 'acme/shop#1'];
    server.faults.next({ match: ({ path }) => path.includes('/acme/api/'), garbage: 'html' });
    expect(said(await setting.source.resolve(queries(...names), never))).toEqual([
      ['acme/shop#5', 'pullRequest merged'],
      ['acme/shop#99', 'absent'],
      ['../user#1', 'absent'],
      ['acme/api#1', 'notTheServer'],
      ['acme/shop#1', 'notTheServer'],
    ]);
    expect(server.countSince(mark)).toBe(3);
  });

  it('fail together, and can be tried again, when the server does not answer', async () => {
    seed();
    const setting = settings.of(server, 'acme/shop');
    server.faults.next({ status: 502, times: 2 });
    const wanted = queries('acme/shop#1', 'acme/api#1');
    expect(said(await setting.source.resolve(wanted, never))).toEqual([
      ['acme/shop#1', 'serverFailed'],
      ['acme/api#1', 'serverFailed'],
    ]);
    expect(said(await setting.source.resolve(wanted, never))).toEqual([
      ['acme/shop#1', 'issue open'],
      ['acme/api#1', 'issue open'],
    ]);
  });

  it('throw the reason of the abort', async () => {
    seed();
    const reason = new Error('enough');
    const { source } = settings.of(server, 'acme/shop');
    await expect(source.resolve(queries('acme/api#1'), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
