/** Where a lead's clock stands, from the surest to the vaguest: what is known of the lead, the country of the phone number, the creator's own. */
import { phoneCountry } from '../../messaging/addresses/phone-number.ts'
import { ZoneOffsets } from '../../persona/rhythm/zone-offsets.ts'

export interface LeadZones {
  /** Of a country with several, one of each that keep a time of their own. */
  readonly zones: readonly string[]
  readonly from: 'lead' | 'phone' | 'creator'
}

const HALF_YEAR_MS = 182 * 86_400_000
const ofCountry = new Map<string, readonly string[]>()

export function leadZones(lead: { readonly timezone: string | null; readonly phone: string | null; readonly whatsapp: string | null }, creatorZone: string, nowMs: number): LeadZones {
  if (lead.timezone !== null && isZone(lead.timezone)) return { zones: [lead.timezone], from: 'lead' }
  const number = lead.phone ?? lead.whatsapp
  const country = number === null ? null : phoneCountry(number)
  const zones = country === null ? [] : zonesOf(country, nowMs)
  return zones.length > 0 ? { zones, from: 'phone' } : { zones: [creatorZone], from: 'creator' }
}

/** Zones whose clocks agree now and half a year on are one: Germany has two names, the United States six times of day. */
function zonesOf(country: string, nowMs: number): readonly string[] {
  const known = ofCountry.get(country)
  if (known !== undefined) return known
  const names = new Intl.Locale(`und-${country}`).getTimeZones() ?? []
  const distinct = Map.groupBy(names, (name) => `${ZoneOffsets.of(name).at(nowMs).offsetMs} ${ZoneOffsets.of(name).at(nowMs + HALF_YEAR_MS).offsetMs}`)
  const zones = [...distinct.values()].flatMap(([first]) => (first === undefined ? [] : [first]))
  ofCountry.set(country, zones)
  return zones
}

function isZone(name: string): boolean {
  try {
    ZoneOffsets.of(name).at(0)
    return true
  } catch {
    return false
  }
}
