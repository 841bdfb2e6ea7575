import { describe, expect, it } from 'vitest';
import { languageDetector } from '../../../lib/classifier/language.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';

const detect = languageDetector(shippedModel().language);
const language = (text: string) => detect(readText(text).tokens);

describe('the language of a post', () => {
  it.each([
    ['My parcel still has not arrived and nobody answers', 'en'],
    ['Mein Paket ist immer noch nicht da und niemand antwortet mir', 'de'],
    ['Mi pedido todavía no ha llegado y nadie me contesta', 'es'],
    ['Mon colis n’est toujours pas arrivé et personne ne répond', 'fr'],
    ['O meu pedido ainda não chegou e ninguém me responde', 'pt'],
    ['Il mio pacco non è ancora arrivato e nessuno risponde', 'it'],
    ['मेरा पार्सल अभी तक नहीं आया', 'hi'],
    ['لم يصل طردي بعد ولا أحد يرد', 'ar'],
    ['荷物がまだ届きません', 'ja'],
    ['소포가 아직 도착하지 않았습니다', 'ko'],
    ['Το δέμα μου δεν έφτασε ακόμα', 'el'],
  ])('%s: %s', (text, code) => {
    expect(language(text)).toBe(code);
  });

  it('takes a few plain English words for English', () => {
    for (const text of ['ok thx', 'no reply', '@Nimbus hello ??', 'lol']) expect(language(text)).toBe('en');
  });

  it('is undetermined without words', () => {
    for (const text of ['', '😡😡', '@Nimbus https://example.org/x', '???']) expect(language(text)).toBe('und');
  });

  it('is undetermined for a script that several languages share', () => {
    expect(language('Моя посылка до сих пор не пришла')).toBe('und');
  });

  it('goes by the words, not by a handle in another language', () => {
    expect(language('@DeutscheBriefpost my letter never arrived')).toBe('en');
  });
});
