import { describe, expect, it } from 'vitest';
import { companyMeant } from '../../../lib/classifier/company.ts';
import { readText } from '../../../lib/classifier/reading.ts';

const companies = [
  { name: 'Nimbus', handles: ['NimbusHelp', 'nimbus_uk'], aliases: ['Nimbus Mobile', 'NMB'] },
  { name: 'Nimbus Air', handles: ['nimbusair'], aliases: [] },
  { name: 'Larkspur & Sons', handles: ['larkspur'], aliases: ['larkspur'] },
];
const meant = (text: string) => companyMeant(readText(text).tokens, companies);

describe('the company meant', () => {
  it.each([
    ['@nimbushelp my phone is dead', 'Nimbus'],
    ['@Nimbus_UK hello', 'Nimbus'],
    ['Nimbus is down again', 'Nimbus'],
    ['nimbus mobile is down again', 'Nimbus'],
    ['#nmb is down', 'Nimbus'],
    ['#NimbusAir lost my bag', 'Nimbus Air'],
    ['flying Nimbus Air tomorrow', 'Nimbus Air'],
    ['the Larkspur & Sons shop', 'Larkspur & Sons'],
  ])('%s: %s', (text, name) => {
    expect(meant(text)).toBe(name);
  });

  it('is the one named most often', () => {
    expect(meant('Leaving Nimbus for Larkspur because Nimbus is useless')).toBe('Nimbus');
  });

  it('is the first on a tie', () => {
    expect(meant('Larkspur or Nimbus?')).toBe('Larkspur & Sons');
  });

  it('is nobody when none is named, not even by half a word', () => {
    expect(meant('a nimbuslike cloud')).toBeUndefined();
  });

  it('is nobody without a watch list', () => {
    expect(companyMeant(readText('@nimbushelp').tokens, [])).toBeUndefined();
  });
});
