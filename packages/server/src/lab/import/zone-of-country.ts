/** From a country, as people write it, to a zone to live by. */
import type { Random } from '../../base/random.ts'
import { COUNTRY_ZONES } from './country-zones.ts'

interface Zone {
  readonly zone: string
  readonly share: number
}

const ZONES = new Map<string, readonly Zone[]>()
for (const entry of COUNTRY_ZONES.trim().split('\n')) {
  const [names = '', zones = ''] = entry.split(' = ')
  const shares = zones.split(', ').map((each) => {
    const [zone = '', share = '1'] = each.split(' ')
    return { zone, share: Number(share) }
  })
  for (const name of names.split(', ')) ZONES.set(plain(name), shares)
}

/** `Nepal`, `nepal`, `NP`, `Kathmandu, Nepal`; null where no country is named. */
export function zoneOfCountry(country: string, random: Random): string | null {
  const zones = ZONES.get(plain(country)) ?? ZONES.get(plain(country.split(',').at(-1) ?? ''))
  return zones === undefined ? null : random.weighted(zones, ({ share }) => share)?.zone ?? null
}

const known = new Map<string, boolean>()
/** Different zones asked for; there are about six hundred names. */
const KNOWN_MOST = 2000

export function isZone(name: string): boolean {
  const before = known.get(name)
  if (before !== undefined) return before
  let valid = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    valid = false
  }
  if (known.size < KNOWN_MOST) known.set(name, valid)
  return valid
}

function plain(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('&', 'and').replaceAll(/[.’']/g, '').replaceAll(/\s+/g, ' ').replace(/^the /, '').trim()
}
