// Keeps of the links that networks send those which a desk can open; any other must not cost the post that carries it.

/** The most characters of a link, see domain/mention.ts. */
const MOST_CHARACTERS = 2000;

/** The whole address of `link` as seen from `base`; undefined where it is none of the web or longer than a mention may carry. */
export function webAddress(link: string | undefined, base?: string): string | undefined {
  if (!link || !URL.canParse(link, base)) return undefined;
  const { protocol, href } = new URL(link, base);
  return /^https?:$/.test(protocol) && href.length <= MOST_CHARACTERS ? href : undefined;
}
