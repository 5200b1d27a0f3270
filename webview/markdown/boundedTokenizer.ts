/**
 * Answers for how much work a text may ask of the markdown parser. marked goes down into quotes and lists by recursion,
 * and looks for the end of every emphasis in all that follows: ten thousand `>` end in an error, and 64 kB of `**a*b`
 * take it a minute. Past the bounds such signs are words.
 */
import { Tokenizer, type Tokens } from 'marked';

/** Quotes and lists within each other. */
const maxDepth = 12;

/** Characters that are looked through for the ends of emphases in one text: a few milliseconds of work. */
const maxSearched = 1_000_000;

/** Pieces in which words are read; they are put together again. */
const maxLookedAhead = 400;

/** A longer address is cut, and leads nowhere in most browsers. */
const maxAddress = 2_000;

/** Made anew for every text. */
export class BoundedTokenizer extends Tokenizer {
  #depth = 0;
  #searched = 0;

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.#below(() => super.blockquote(source));
  }

  override list(source: string): Tokens.List | undefined {
    return this.#below(() => super.list(source));
  }

  override emStrong(source: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.#search(source, () => super.emStrong(source, masked, before));
  }

  override del(source: string, masked: string, before?: string): Tokens.Del | undefined {
    return this.#search(source, () => super.del(source, masked, before));
  }

  override link(source: string): Tokens.Link | Tokens.Image | undefined {
    return this.#search(source, () => super.link(source));
  }

  // Each call looks for an address ahead, as far as there is no blank: in one long word every call as far as its end.
  override inlineText(source: string): Tokens.Text | undefined {
    return super.inlineText(source.slice(0, maxLookedAhead));
  }

  override url(source: string): Tokens.Link | undefined {
    return super.url(source.slice(0, maxAddress));
  }

  #below<T>(tokenize: () => T | undefined): T | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    try {
      return tokenize();
    } finally {
      this.#depth -= 1;
    }
  }

  #search<T>(source: string, tokenize: () => T | undefined): T | undefined {
    if (this.#searched > maxSearched) return undefined;
    if (mayBegin.test(source)) this.#searched += source.length;
    return tokenize();
  }
}

const mayBegin = /^[*_~![]/;
