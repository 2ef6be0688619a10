/**
 * Opens and clicks that no person made: mail is looked through by scanners that follow every link, and by proxies that fetch every
 * picture. Counted, they would make leads of whoever never read a word. Each rule says why; what none of them knows counts.
 */
export interface Visit {
  readonly kind: 'open' | 'click'
  readonly method: string
  /** By small names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Since the message was delivered, or sent where nothing is known of that; null where neither is known. */
  readonly sinceArrivalMs: number | null
  /** Different links of the message that were followed in the last seconds, this one included. */
  readonly linksAtOnce: number
}

/** Nobody opens a mail, reads it and follows a link in less. */
const CLICK_SOONEST_MS = 2_000
const LINKS_AT_ONCE_MOST = 2

const SCANNERS = /barracuda|mimecast|proofpoint|safelinks|symantec|messagelabs|fireeye|trendmicro|sophos|forcepoint|cisco|ironport|zscaler|bitdefender|\beset\b|cloudmark|vade|hornetsecurity|cyren|virustotal|urlscan/i
const PROGRAMS = /bot\b|bot\/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp\/|telegrambot|skypeuripreview|slackbot|discordbot|linkedinbot|twitterbot|curl\/|wget\/|python-requests|python-urllib|aiohttp|httpx|go-http-client|java\/|okhttp|node-fetch|undici|axios|libwww|headlesschrome|phantomjs|scrapy|postman/i
const PICTURE_PROXIES = /googleimageproxy|yahoomailproxy|yahoo!? ?mail ?proxy/i

/** Why it is not counted; null where nothing speaks against a person. */
export function machineReason(visit: Visit): string | null {
  const { kind, method, sinceArrivalMs, linksAtOnce } = visit
  const header = (name: string): string => [visit.headers[name] ?? ''].flat().join(' ')
  const agent = header('user-agent')
  if (method !== 'GET') return `asked by ${method}, which shows nobody anything`
  if (/prefetch|prerender|preview/i.test(`${header('purpose')} ${header('sec-purpose')} ${header('x-purpose')} ${header('x-moz')}`)) return 'fetched ahead of time by a browser'
  if (agent.trim() === '') return 'by a program that does not name itself'
  if (SCANNERS.test(agent)) return 'by a security scanner'
  if (PICTURE_PROXIES.test(agent)) return 'fetched by the mail provider\'s picture proxy'
  if (PROGRAMS.test(agent)) return 'by a program'
  // Apple Mail's privacy proxy names no program beyond the engine, whether or not anybody reads the mail.
  if (kind === 'open' && agent.trim() === 'Mozilla/5.0') return 'fetched by Apple Mail whether it is read or not'
  if (kind === 'click' && sinceArrivalMs !== null && sinceArrivalMs < CLICK_SOONEST_MS) return 'sooner after its arrival than anybody reads'
  if (kind === 'click' && linksAtOnce > LINKS_AT_ONCE_MOST) return 'many links of one message at once'
  return null
}
