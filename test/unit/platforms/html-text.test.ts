// The text a person reads in a post's HTML.
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../lib/platforms/html-text.ts';

describe('the text of a post', () => {
  it.each([
    ['keeps paragraphs apart', '<p>Hello</p><p>World</p>', 'Hello\n\nWorld'],
    ['keeps paragraphs apart that only have a mark between them', 'Hello<p>World<p>again', 'Hello\n\nWorld\n\nagain'],
    [
      'leaves out what no browser shows',
      'Hello<style>p { color: red }</style><script>x()</script> World',
      'Hello World',
    ],
    [
      'reads on through elements that no page knows',
      '<constructor>Hello</constructor><tostring> World</tostring>',
      'Hello World',
    ],
    [
      'keeps a paragraph apart from what is merely emphasised',
      '<constructor>Hello</constructor><p>World</p>',
      'Hello\n\nWorld',
    ],
    ['keeps lines apart', 'Hello<br>World<br />again', 'Hello\nWorld\nagain'],
    ['keeps list items apart', '<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
    ['decodes entities', 'Tom &amp; Jerry &lt;3 &#39;quoted&#39; caf&eacute;', "Tom & Jerry <3 'quoted' café"],
    [
      'names a mention',
      '<span class="h-card"><a href="https://s.example/@acme" class="u-url mention">@<span>acme</span></a></span> hi',
      '@acme hi',
    ],
    [
      'names a hashtag',
      '<a href="https://s.example/tags/fail" class="mention hashtag" rel="tag">#<span>fail</span></a>',
      '#fail',
    ],
    [
      'shows the whole of a shortened link',
      '<a href="https://a.example/long/path"><span class="invisible">https://</span><span class="ellipsis">a.example/lo</span><span class="invisible">ng/path</span></a>',
      'https://a.example/long/path',
    ],
    [
      'shows the address of a link with a label',
      'see <a href="https://a.example/x">my story</a>!',
      'see my story (https://a.example/x)!',
    ],
    ['shows only the label of what is no web address', '<a href="javascript:alert(1)">click</a>', 'click'],
    [
      'leaves out the note about a quoted post',
      '<p class="quote-inline">RE: <a href="https://s.example/1">https://s.example/1</a></p><p>So true</p>',
      'So true',
    ],
    ['survives HTML that is not closed', '<p>Hello <b>World', 'Hello World'],
    ['leaves plain text as it is', 'Hello World', 'Hello World'],
  ])('%s', (_what, html, text) => {
    expect(textOf(html)).toBe(text);
  });

  it('gives up on HTML that no person has written', () => {
    expect(() => textOf('<b>'.repeat(100_000))).toThrow(RangeError);
    expect(textOf('<b>x</b><br>'.repeat(5_000))).toContain('x');
  });
});
