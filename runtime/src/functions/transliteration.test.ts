// Names as they are written in passports and catalogues, in ASCII.
import { describe, expect, it } from 'vitest';
import { transliterate } from './transliteration.js';

describe('transliterate', () => {
  it.each([
    ['Müller', undefined, 'Muller'],
    ['Müller MÜLLER Über ÜBER', 'de', 'Mueller MUELLER Ueber UEBER'],
    ['Straße STRAẞE', undefined, 'Strasse STRASSE'],
    ['Räksmörgås', 'sv', 'Raksmorgas'],
    ['Søren Ångström', 'da', 'Soeren Aangstrom'],
    ['Þórður Æsir', 'is', 'Thordur Aesir'],
    ['Józef Łącki', undefined, 'Jozef Lacki'],
    ['Đặng Thị Hạnh', undefined, 'Dang Thi Hanh'],
    ['Işık Ğ ı', undefined, 'Isik G i'],
    ['Ștefan Țepeș', undefined, 'Stefan Tepes'],
    ['O’Neil — “x” …', undefined, 'O\'Neil - "x" ...'],
    // Passports of Russia, law of Bulgaria, resolution of Ukraine.
    ['Юлия Щербакова', undefined, 'Iuliia Shcherbakova'],
    ['ЩЕРБАКОВ', undefined, 'SHCHERBAKOV'],
    ['Юлия Христова', 'bg', 'Yuliya Hristova'],
    ['Згурський Юрій, Євген, Наталія', 'uk', 'Zhurskyi Yurii, Yevhen, Nataliia'],
    ['Ђорђе Живковић', 'sr', 'Djordje Zivkovic'],
    // ELOT 743: pairs of letters, υ by what follows it, μπ by where it stands.
    ['Γεώργιος Παπαδόπουλος', undefined, 'Georgios Papadopoulos'],
    ['Ευάγγελος', undefined, 'Evangelos'],
    ['Ευτυχία ΕΥΑ Αυγή', undefined, 'Eftychia EVA Avgi'],
    ['Μπάμπης Αγγελόπουλος', undefined, 'Bampis Angelopoulos'],
    ['Αϋφαντής', undefined, 'Ayfantis'],
    // Everything else by the table of all scripts.
    ['Նարեկ', undefined, 'Narek'],
    ['ნინო', undefined, 'nino'],
    ['北京', undefined, 'BeiJing'],
    ['ひらがな', undefined, 'hiragana'],
    ['a😀b', undefined, 'ab'],
    ['ﬁ ½ ①', undefined, 'fi 1/2 1'],
  ])('%s (%s) is %s', (given, language, expected) => {
    expect(transliterate(given, language)).toBe(expected);
  });
});
