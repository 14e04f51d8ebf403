#!/usr/bin/env python3
"""Makes src/search/words/lexicon.bin: what Dutch and English words are to inflection and compounds.

    lexicon.py nl.dic dutch english-words.10 english-words.20 src/search/words

`nl.dic` (Debian's hunspell-nl) and `dutch` (wdutch) are OpenTaal's, BSD or CC BY 3.0: the flags of the first tell plurals,
adjectives, verbs and parts of compounds, the second has all forms. The English lists are Debian's scowl. What OpenTaal
does not say, or says for spelling only, is in lexicon-hand.txt beside this script.
"""

import collections
import pathlib
import sys
import unicodedata
import zlib

# As in lexicon.rs.
TRAITS = 'begin begin_s end plural_en plural_s adjective verb whole english known participle affix'.split()
BEGIN, BEGIN_S, END, EN, S, ADJECTIVE, VERB, WHOLE, ENGLISH, KNOWN, PARTICIPLE, AFFIX = (1 << n for n in range(len(TRAITS)))
FLAGS = {'Ch': BEGIN_S, 'Cd': BEGIN_S, 'Cc': END, 'V3': VERB, 'Ve': PARTICIPLE}
FLAGS |= dict.fromkeys('Ca Ce CA CB'.split(), BEGIN)
FLAGS |= dict.fromkeys('Zb Ze Zf Zg Zh Zi Zj Zk'.split(), EN)
FLAGS |= dict.fromkeys('Za Zc Zu'.split(), S)
LOOSE = ('aan achter af bij binnen dicht door goed in klaar los mee mede na neer om onder op over plaats rond samen tegen '
         'terecht terug toe uit vast voor vooruit voort vrij weer weg wel be ver ont her er').split()
VOWELS = 'aeiou'


def fold(word):
    word = ''.join(letter for letter in unicodedata.normalize('NFKD', word) if not unicodedata.combining(letter)).lower()
    return word.replace('ø', 'o').replace('ß', 'ss').replace('æ', 'ae').replace('œ', 'oe')


def entries(path):
    """The words of the spelling dictionary with their flags."""
    for line in path.open(encoding='utf8'):
        word, _, flags = line.strip().replace('ĳ', 'ij').replace('Ĳ', 'IJ').partition('/')
        flags = flags.split()[0] if flags else ''
        flags = [flags[at:at + 2] for at in range(0, len(flags), 2)]
        if word.isalpha() and 'Fw' not in flags and (not word.isupper() or len(word) == 1):
            yield word, fold(word), flags


def traits_of(flags):
    traits = 0
    for flag in flags:
        traits |= FLAGS.get(flag, 0)
        if flag[0] == 'A' and flag != 'A0':
            traits |= ADJECTIVE
    return traits


def stems(form):
    """What may stand before -e, -er or -en when it is spelled like this."""
    found = [form]
    if len(form) >= 2 and form[-1] not in VOWELS:
        if form[-1] == form[-2]:
            found.insert(0, form[:-1])
        elif form[-2] in 'aeou' and (len(form) < 3 or form[-3] not in VOWELS):
            found.insert(0, form[:-1] + form[-2] + form[-1])
    soft = {'v': 'f', 'z': 's'}
    return [stem[:-1] + soft[stem[-1]] for stem in found if stem[-1] in soft] + found


def plurals(word):
    """How a word may be spelled with -en."""
    if word[-1] in 'aeo' and len(word) > 1:
        return [word + 'n', word + 'en']
    stem = word
    if word[-1] not in VOWELS and len(word) >= 3 and word[-2] in 'aeou' and word[-3] == word[-2]:
        stem = word[:-2] + word[-1]
    elif len(word) >= 2 and word[-1] not in VOWELS + 'wxjh' and word[-2] in VOWELS and (len(word) < 3 or word[-3] not in VOWELS):
        stem = word + word[-1]
    soft = {'f': 'v', 's': 'z'}
    return [stem + 'en', word + 'en'] + ([stem[:-1] + soft[stem[-1]] + 'en'] if stem[-1] in soft else [])


def add_verbs(words, forms, verbs):
    for word in sorted(forms):
        if len(word) >= 3 and (word + 't' in forms or word.endswith('t')) and {word + 'de', word + 'te'} & forms \
                and forms & set(plurals(word)):
            words[word] |= VERB
    for verb in verbs:
        for prefix in ['', *LOOSE]:
            if prefix + verb in forms:
                words[prefix + verb] |= VERB


def add_plurals(words, forms, small):
    """Plurals that the dictionary has as words of their own; `small` has diminutives, so they are nouns."""
    first = dict(words)
    for word in sorted(words):
        traits = words[word]
        is_noun = word in small or traits & (BEGIN | BEGIN_S | END | EN | S)
        if not is_noun or len(word) < 3:
            continue
        counts = word in small or (traits & (END | S | BEGIN_S) and not traits & VERB)
        if counts and not word.endswith('end') and forms & set(plurals(word)):
            words[word] |= EN
        own = first.get(word + 's', 0) & (EN | S | BEGIN_S | VERB | END) and not word.endswith('je')
        if word + 's' in forms and not own and word[-1] != 's' and not traits & ADJECTIVE:
            words[word] |= S
    for word in small:
        if not words[word]:
            words[word] = END


def add_names(words, path):
    """Adjectives of names, and names with a plural."""
    names = {folded for word, folded, _ in entries(path) if word[0].isupper()}
    for word, folded, flags in entries(path):
        if not word[0].isupper():
            continue
        traits = traits_of(flags)
        if traits & ADJECTIVE or 'Ll' in flags or 'Lr' in flags:
            words[folded] |= ADJECTIVE
        elif folded.endswith('s') and folded + 'e' in names and not words[folded] & (EN | S):
            words[folded] |= ADJECTIVE
        elif not words[folded]:
            words[folded] |= traits & EN or traits & S


def tidy(words, forms, hand):
    for word in sorted(words):
        traits = words[word]
        if word.startswith('ge') and traits & VERB and words.get(word[2:], 0) & VERB and word not in hand['ge']:
            words[word] &= ~VERB
        if traits & ADJECTIVE and len(word) > 4 and word not in hand['er']:
            compared = word.endswith('er') and any(words.get(stem, 0) & ADJECTIVE for stem in stems(word[:-2]))
            if compared or (word.endswith('st') and words.get(word[:-2], 0) & ADJECTIVE):
                words[word] &= ~ADJECTIVE
        plain = len(word) <= 4 or (word[-1] == 's' and not word.endswith('jes') and word[:-1] in forms)
        if not words[word] and plain:
            words[word] = KNOWN
        if words[word] & ADJECTIVE:
            words[word] &= ~PARTICIPLE


def add_hand(words, hand):
    for section, trait in (('whole', WHOLE), ('head', BEGIN), ('head-s', BEGIN_S), ('tail', END)):
        for word in hand[section]:
            words[word] |= trait
    for word in hand['no-head']:
        words[word] &= ~(BEGIN | BEGIN_S)
        if len(word) >= 4:
            words[word] &= ~VERB
    for word in hand['no-tail']:
        words[word] = words[word] & ~END | AFFIX


def pack(words):
    """As lexicon.rs reads it."""
    items = sorted((word, traits) for word, traits in words.items() if traits and 2 <= len(word) <= 30 and word.isascii())
    counts = collections.Counter(traits for _, traits in items)
    sets = sorted(counts, key=lambda traits: (-counts[traits], traits))
    plain, before = bytearray(), ''
    for word, traits in items:
        shared = 0
        while shared < min(len(word), len(before)) and word[shared] == before[shared]:
            shared += 1
        number = sets.index(traits)
        plain.append(shared)
        plain += word[shared:].encode()
        plain += bytes([0x80 | number]) if number < 127 else bytes([0xFF, number - 127])
        before = word
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    deflated = deflate.compress(bytes(plain)) + deflate.flush()
    print(f'{len(items)} words, {len(sets)} sets of traits, {len(plain)} bytes, deflated {len(deflated)}')
    return bytes([len(sets)]) + b''.join(traits.to_bytes(2, 'little') for traits in sets) + deflated


def main():
    dictionary, all_forms, *english, target = map(pathlib.Path, sys.argv[1:])
    hand = collections.defaultdict(list)
    for line in (pathlib.Path(__file__).parent / 'lexicon-hand.txt').open(encoding='utf8'):
        if ':' in line and not line.startswith('#'):
            section, _, listed = line.partition(':')
            hand[section] += listed.split()
    irregular = (target / 'irregular.txt').read_text(encoding='utf8').partition('# Verbs')[2]
    verbs = [line.partition(':')[0].strip() for line in irregular.splitlines() if ':' in line]
    forms = {fold(line.strip()) for line in all_forms.open(encoding='utf8') if line[0].islower()}
    words, small = collections.Counter(), set()
    for word, folded, flags in entries(dictionary):
        if not word[0].isupper() and folded.isascii():
            words[folded] |= traits_of(flags)
            if any(flag[0] == 'Y' for flag in flags):
                small.add(folded)
    add_verbs(words, forms, verbs)
    add_plurals(words, forms, sorted(small))
    add_names(words, dictionary)
    tidy(words, forms, hand)
    add_hand(words, hand)
    for path in english:
        for line in path.open(encoding='latin1'):
            word = line.strip()
            if word.isascii() and word.isalpha() and word.islower() and len(word) > 2:
                words[word] |= ENGLISH
    (target / 'lexicon.bin').write_bytes(pack(words))


main()
