/**
 * First and last names in a persona's language, from Faker. A locale is imported when a persona first needs it: one is
 * 27 ms, all together 198. Faker keeps its chance in the instance, so it is seeded afresh before each persona.
 */
import type { Faker } from '@faker-js/faker'
import type { Random } from '../../base/random.ts'

const LOCALES: Record<string, () => Promise<{ faker: Faker }>> = {
  cs: () => import('@faker-js/faker/locale/cs_CZ'),
  da: () => import('@faker-js/faker/locale/da'),
  de: () => import('@faker-js/faker/locale/de'),
  'de-AT': () => import('@faker-js/faker/locale/de_AT'),
  'de-CH': () => import('@faker-js/faker/locale/de_CH'),
  en: () => import('@faker-js/faker/locale/en'),
  'en-AU': () => import('@faker-js/faker/locale/en_AU'),
  'en-GB': () => import('@faker-js/faker/locale/en_GB'),
  'en-IN': () => import('@faker-js/faker/locale/en_IN'),
  es: () => import('@faker-js/faker/locale/es'),
  'es-MX': () => import('@faker-js/faker/locale/es_MX'),
  fi: () => import('@faker-js/faker/locale/fi'),
  fr: () => import('@faker-js/faker/locale/fr'),
  'fr-CA': () => import('@faker-js/faker/locale/fr_CA'),
  it: () => import('@faker-js/faker/locale/it'),
  ja: () => import('@faker-js/faker/locale/ja'),
  ko: () => import('@faker-js/faker/locale/ko'),
  nb: () => import('@faker-js/faker/locale/nb_NO'),
  nl: () => import('@faker-js/faker/locale/nl'),
  pl: () => import('@faker-js/faker/locale/pl'),
  'pt-BR': () => import('@faker-js/faker/locale/pt_BR'),
  pt: () => import('@faker-js/faker/locale/pt_PT'),
  sv: () => import('@faker-js/faker/locale/sv'),
  tr: () => import('@faker-js/faker/locale/tr'),
  uk: () => import('@faker-js/faker/locale/uk'),
}

export interface GivenName {
  readonly first: string
  readonly last: string
}

export class GivenNames {
  readonly #fakers: ReadonlyMap<string, Faker>

  private constructor(fakers: ReadonlyMap<string, Faker>) {
    this.#fakers = fakers
  }

  /** Loads what these languages (BCP 47) need; one that Faker doesn't know gets English names. */
  static async load(languages: Iterable<string>): Promise<GivenNames> {
    const fakers = new Map<string, Faker>()
    for (const language of new Set(languages)) fakers.set(language, (await localeOf(language)()).faker)
    return new GivenNames(fakers)
  }

  draw(language: string, random: Random): GivenName {
    const faker = this.#fakers.get(language)
    if (!faker) throw new RangeError(`names in ${language} were not loaded`)
    faker.seed(random.below(2 ** 31))
    return { first: faker.person.firstName(), last: faker.person.lastName() }
  }
}

function localeOf(language: string): () => Promise<{ faker: Faker }> {
  const main = language.split('-')[0] as string
  const found = LOCALES[language] ?? LOCALES[main]
  return found ?? (LOCALES['en'] as () => Promise<{ faker: Faker }>)
}
