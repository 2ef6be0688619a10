/**
 * Provenance as an XMP packet (ISO 16684-1) and back. What others have words for stands in their words: IPTC's
 * DigitalSourceType and, for a model, AISystemUsed (IPTC Photo Metadata 2025.1), AltTextAccessibility, Dublin Core's
 * creator and description. What they have none for stands in a namespace of our own.
 */
import sax from 'sax'
import { escaped } from '../text/lines.ts'
import { sourceTypeFrom, sourceTypeUri, type Provenance } from './provenance.ts'

const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  troupe: 'urn:troupe:provenance:1#',
} as const
const SOFTWARE = 'Troupe'
/** Longer packets are not ours, and nobody needs to read them. */
const PACKET_CHARS_MOST = 64 * 1024

export function xmpOf({ sourceType, automated, generator, persona, operator, placeholder, alt }: Provenance): string {
  const alternative = (name: string): string => `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(alt)}</rdf:li></rdf:Alt></${name}>`
  const value = (name: string, text: string | null): string => (text === null ? '' : `<${name}>${escaped(text)}</${name}>`)
  const creators = [persona, operator].filter((name) => name !== null).map((name) => `<rdf:li>${escaped(name)}</rdf:li>`).join('')
  const properties = [
    value('Iptc4xmpExt:DigitalSourceType', sourceType === null ? null : sourceTypeUri(sourceType)),
    value('Iptc4xmpExt:AISystemUsed', sourceType === 'trainedAlgorithmicMedia' ? generator : null),
    alt === '' ? '' : alternative('dc:description') + alternative('Iptc4xmpCore:AltTextAccessibility'),
    creators === '' ? '' : `<dc:creator><rdf:Seq>${creators}</rdf:Seq></dc:creator>`,
    value('xmp:CreatorTool', generator === null ? SOFTWARE : `${SOFTWARE} (${generator})`),
    value('troupe:automated', String(automated)),
    value('troupe:placeholder', String(placeholder)),
    value('troupe:generator', generator),
    value('troupe:persona', persona),
    value('troupe:operator', operator),
  ].join('')
  const names = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('')
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${SOFTWARE}"><rdf:RDF xmlns:rdf="${NAMESPACES.rdf}"><rdf:Description rdf:about=""${names}>${properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`
}

/** What a packet says, ours or another's; null where it says nothing of a picture's source. Of text that is no XML, what came before it broke. */
export function provenanceIn(packet: string): Provenance | null {
  const found = propertiesOf(packet.slice(0, PACKET_CHARS_MOST))
  const sourceType = sourceTypeFrom(found.get(`${NAMESPACES.Iptc4xmpExt}DigitalSourceType`) ?? '')
  const ours = (name: string): string | null => found.get(NAMESPACES.troupe + name) ?? null
  if (sourceType === null && ours('automated') === null) return null
  return {
    sourceType,
    automated: ours('automated') === 'true',
    generator: ours('generator') ?? found.get(`${NAMESPACES.Iptc4xmpExt}AISystemUsed`) ?? null,
    persona: ours('persona'),
    operator: ours('operator'),
    placeholder: ours('placeholder') === 'true',
    alt: found.get(`${NAMESPACES.Iptc4xmpCore}AltTextAccessibility`) ?? found.get(`${NAMESPACES.dc}description`) ?? '',
  }
}

/** Text by namespace and name, as element or as attribute of the description; of a list the first item. */
function propertiesOf(packet: string): Map<string, string> {
  const found = new Map<string, string>()
  const keep = (name: string, text: string): void => {
    if (text.trim() !== '' && !found.has(name)) found.set(name, text.trim())
  }
  const parser = sax.parser(true, { xmlns: true })
  const within: { readonly name: string; text: string }[] = []
  let broken = false
  Object.assign(parser, {
    onopentag({ uri, local, attributes }: sax.QualifiedTag) {
      if (uri === NAMESPACES.rdf && local === 'Description') for (const attribute of Object.values(attributes)) keep(attribute.uri + attribute.local, attribute.value)
      const resource = Object.values(attributes).find((attribute) => attribute.uri === NAMESPACES.rdf && attribute.local === 'resource')
      if (resource !== undefined) keep(uri + local, resource.value)
      within.push({ name: uri === NAMESPACES.rdf ? '' : uri + local, text: '' })
    },
    ontext(text: string) {
      const property = within.findLast(({ name }) => name !== '')
      if (property !== undefined) property.text += text
    },
    onclosetag() {
      const closed = within.pop()
      const property = closed?.name === '' ? within.findLast(({ name }) => name !== '') : closed
      if (property !== undefined && property.name !== '') keep(property.name, property.text)
    },
    onerror() {
      broken = true
    },
  })
  try {
    parser.write(packet)
    if (!broken) parser.close()
  } catch {
    // What was read before it broke stands.
  }
  return found
}
