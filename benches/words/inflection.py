#!/usr/bin/env python3
"""How well forms of one word are found together, on a list that we did not make and did not tune on.

    python3 -m venv VENV && VENV/bin/pip install simplemma wordfreq snowballstemmer
    VENV/bin/python benches/words/inflection.py

The pairs of form and word are those of simplemma (from Wiktionary and others), for the 60,000 commonest Dutch words of wordfreq. A
pair counts as a noun if its word is no infinitive and its form has the ending of a plural or a diminutive. Beside us stands
Snowball's Dutch stemmer, which is that of Pagefind 1.6. The list has errors of its own, and words of two readings.
"""
import collections
import subprocess
import unicodedata

import snowballstemmer
from simplemma.strategies.dictionaries import dictionary_factory
from wordfreq import top_n_list


def fold(word):
    return ''.join(letter for letter in unicodedata.normalize('NFD', word) if not unicodedata.combining(letter))


def ours(forms):
    command = ['cargo', 'bench', '--quiet', '--bench', 'words']
    lines = subprocess.run(command, input='\n'.join(forms), capture_output=True, text=True, check=True).stdout
    return dict(line.split(' ') for line in lines.splitlines())


def share(pairs, word_of):
    return 100 * sum(word_of[form] == word_of[word] for form, word in pairs) / len(pairs)


def main():
    dictionary = dictionary_factory.DefaultDictionaryFactory().get_dictionary('nl')
    written, lemmas = {}, {}
    for form in dictionary:
        written.setdefault(fold(form), form)
        lemmas.setdefault(fold(form), fold(dictionary[form]))
    common = [fold(word) for word in top_n_list('nl', 60_000) if word.isalpha() and len(word) > 2]
    known = [word for word in common if word in lemmas]
    forms = sorted(word for word in {*known, *(lemmas[word] for word in known)} if word.isascii() and word.islower())
    pairs = [(form, lemmas[form]) for form in known if lemmas[form] != form and {form, lemmas[form]} <= set(forms)]
    verbs = [pair for pair in pairs if pair[1].endswith('en')]
    nouns = [pair for pair in pairs if not pair[1].endswith('en') and pair[0].endswith(('en', 's', 'je'))]
    stem = snowballstemmer.stemmer('dutch').stemWord
    for name, word_of in [('weerklank', ours(forms)), ('snowball', {form: stem(written.get(form, form)) for form in forms})]:
        together = collections.defaultdict(set)
        for lemma in {lemmas.get(form, form) for form in forms} & set(forms):
            together[word_of[lemma]].add(lemma)
        merged = sum(len(words) * (len(words) - 1) // 2 for words in together.values())
        print(f'{name}: {share(pairs, word_of):.1f} % of {len(pairs)} pairs together, {share(nouns, word_of):.1f} % of {len(nouns)} '
              f'nouns, {share(verbs, word_of):.1f} % of {len(verbs)} verbs; {merged} pairs of different words merged')


if __name__ == '__main__':
    main()
