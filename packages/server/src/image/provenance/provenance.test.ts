import { describe, expect, it } from 'vitest'
import { FORMATS, ofPixels, opened } from '../codec.ts'
import { noisy, plain } from '../testing/pictures.ts'
import { seeded } from '../../base/random.ts'
import { labelledFile, provenanceOf } from './label-file.ts'
import { sourceTypeFrom, sourceTypeOf, type Provenance } from './provenance.ts'
import { provenanceIn, xmpOf } from './xmp.ts'

const MADE: Provenance = { sourceType: 'trainedAlgorithmicMedia', automated: true, generator: 'openai:gpt-image-2.6-flare', persona: 'Zoë "Z" Ørsted & <Co>', operator: 'Harbour Club', placeholder: false, alt: 'A lighthouse, fog — “quiet”. 漢字' }

describe.each(FORMATS)('a %s', (to) => {
  it('says where it comes from, read back from the file alone', async () => {
    const file = await labelledFile(noisy(80, 60, seeded(to)), { to, quality: 70 }, MADE)
    expect(await provenanceOf(file)).toEqual(MADE)
    expect(await opened(file, 1e6).metadata()).toMatchObject({ width: 80, height: 60 })
    // As a program that knows no format would look for it.
    expect(Buffer.from(file).toString('utf8')).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia')
  })

  it('with transparency, and without a label, is a file too', async () => {
    expect(await provenanceOf(await labelledFile(plain(20, 20, [1, 2, 3, 90]), { to, quality: 70 }, MADE))).toEqual(MADE)
    expect(await provenanceOf(await labelledFile(plain(20, 20, [1, 2, 3]), { to, quality: 70 }, null))).toBeNull()
  })

  it('holds no other metadata', async () => {
    const { exif, icc, iptc, xmp } = await opened(await labelledFile(plain(20, 20, [1, 2, 3]), { to, quality: 70 }, MADE), 1e6).metadata()
    expect({ exif, icc, iptc }).toEqual({})
    expect(xmp).toBeDefined()
  })
})

describe('a packet', () => {
  it('names a model as IPTC does, and only a model', () => {
    expect(xmpOf(MADE)).toContain('<Iptc4xmpExt:AISystemUsed>openai:gpt-image-2.6-flare</Iptc4xmpExt:AISystemUsed>')
    expect(xmpOf({ ...MADE, sourceType: 'algorithmicMedia', generator: 'chart' })).not.toContain('AISystemUsed')
  })

  it('of another program is read, as attributes, resources and elements', () => {
    const packet = (description: string): string => `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">${description}</rdf:RDF></x:xmpmeta>`
    const uri = 'https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
    for (const form of [`<rdf:Description e:DigitalSourceType="${uri}"/>`, `<rdf:Description><e:DigitalSourceType>${uri}</e:DigitalSourceType></rdf:Description>`, `<rdf:Description><e:DigitalSourceType rdf:resource="${uri}"/></rdf:Description>`]) {
      expect(provenanceIn(packet(form))).toMatchObject({ sourceType: 'trainedAlgorithmicMedia', automated: false })
    }
  })

  it.each(['', 'no xml', '<x:xmpmeta', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a><b></a>', `<a>${'<b>'.repeat(20_000)}`])('that says nothing is nothing: %.40s', (packet) => {
    expect(provenanceIn(packet)).toBeNull()
  })

  it('keeps to the codes there are', () => {
    expect(sourceTypeFrom('http://cv.iptc.org/newscodes/digitalsourcetype/somethingElse')).toBeNull()
    expect([sourceTypeOf('chart'), sourceTypeOf('google:gemini-3-pro-image')]).toEqual(['algorithmicMedia', 'trainedAlgorithmicMedia'])
  })
})

it('a PNG with its label keeps its checksums', async () => {
  const file = await labelledFile(plain(20, 20, [1, 2, 3]), { to: 'png', quality: 100 }, MADE)
  expect((await ofPixels({ width: 20, height: 20, data: new Uint8Array(await opened(file, 1e6).ensureAlpha().raw().toBuffer()) }).stats()).channels[0]?.mean).toBe(1)
})
