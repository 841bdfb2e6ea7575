// The one function used of X's own counter, which brings no types.
declare module 'twitter-text' {
  const twitterText: { parseTweet(text: string): { readonly weightedLength: number } };
  export = twitterText;
}
