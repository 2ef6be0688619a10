import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personaDraftSchema } from '@troupe/contract/persona'
import { exportPersonas } from '../../persona/exchange/export-personas.ts'
import { pairsOf } from '../graphs/edge-list.ts'
import { importPopulation, type ImportedPopulation } from './import-population.ts'
import { fileOfText } from './population-file.ts'

const from = (text: string, seed = '1') => importPopulation([fileOfText('people', text)], { seed })
const told = ({ oddities }: ImportedPopulation) => oddities.map(({ row, column, problem, whatWasDone }) => `${row} ${column ?? '-'}: ${problem} → ${whatWasDone}`)

const MIRA = {
  realname: 'Mira Okafor', username: 'mira_harbour', bio: 'Harbour pilot. Tides before opinions.', persona: 'Mira has brought ships in for twenty years.', age: 44,
  gender: 'female', mbti: 'ENFJ', country: 'UK', profession: 'Transportation & Logistics', interested_topics: ['Economics', 'Culture & Society'],
}
const JONAS = { ...MIRA, realname: 'Jonas Weidt', username: 'jonas.weidt', age: 11, mbti: 'INTP', country: 'Atlantis', interested_topics: ['General News'] }

describe('a list of profiles as OASIS writes it', () => {
  it('becomes personas that the contract takes, with their own interests', async () => {
    const { personas, mapping, oddities } = await from(JSON.stringify([MIRA]))
    const [mira] = personas
    expect(personaDraftSchema.parse(mira)).toEqual(mira)
    expect(mira).toMatchObject({
      username: 'mira_harbour', displayName: 'Mira Okafor', bio: MIRA.bio, age: 44, location: 'UK', interests: ['Economics', 'Culture & Society'], vibe: 'ENFJ, Transportation & Logistics',
      rhythm: { timezone: 'Europe/London' },
    })
    expect(mira?.backstory).toBe('Mira has brought ships in for twenty years. Gender: female. MBTI: ENFJ. Profession: Transportation & Logistics.')
    expect(mira?.voice.vocabulary).toEqual(['transportation', 'logistics'])
    expect(oddities).toEqual([])
    expect(mapping.map(({ from: field, to }) => `${field} → ${to}`)).toContain('interested_topics → interests')
    expect(mapping).toHaveLength(10)
    expect((await from('{"username":"ada"}')).mapping.map(({ from: field, to }) => `${field} → ${to}`)).toEqual([
      'username → username', '(no word of theirs) → interests', '(no country) → rhythm.timezone',
    ])
  })

  it('reports what is odd by row and keeps the rest', async () => {
    const rows = [JONAS, { ...MIRA, age: 'about 30', mbti: 'XXXX', shoe_size: 41 }, { bio: 'no name' }, 12, { ...MIRA, bio: 'word '.repeat(60), interested_topics: 'Boats; Tea' }, { ...MIRA, username: '日本', realname: '日本' }]
    const found = await from(JSON.stringify(rows))
    expect(told(found)).toEqual([
      '1 age: 11 is under 13 → age left unknown',
      '1 username: the username "jonas.weidt" is taken or not valid here → became jonas_weidt',
      '1 country: no zone is known for "Atlantis" → UTC taken',
      '2 age: "about 30" must be a number of years → age left unknown',
      '2 mbti: "XXXX" is none of the sixteen types → left empty',
      '3 -: has neither username nor name → row left out',
      '4 -: is no object → row left out',
      '5 username: the username "mira_harbour" is taken or not valid here → became mira_harbour2',
      '5 bio: bio of 299 characters, 200 are allowed → cut at a word',
      '6 username: the username "日本" is taken or not valid here → became member_1',
    ])
    expect(found.personas.map((each) => each.username)).toEqual(['jonas_weidt', 'mira_harbour', 'mira_harbour2', 'member_1'])
    expect(found.personas[2]?.bio).toMatch(/^(?:word )+word…$/)
    expect(found.personas[2]?.interests).toEqual(['Boats', 'Tea'])
    expect(found.mapping.find((each) => each.from === 'shoe_size')).toMatchObject({ to: null, note: 'not used' })
    for (const persona of found.personas) expect(personaDraftSchema.parse(persona)).toEqual(persona)
  })

  it('gives the same people for the same seed, in whatever order, and others for another', async () => {
    const america = { ...MIRA, country: 'USA', mbti: '' }
    const list = Array.from({ length: 40 }, (_, index) => ({ ...america, username: `person_${index}` }))
    const one = await from(JSON.stringify(list))
    expect(await from(JSON.stringify(list))).toEqual(one)
    expect((await from(JSON.stringify(list.toReversed()))).personas.toReversed()).toEqual(one.personas)
    const other = await from(JSON.stringify(list), '2')
    expect(other.personas).not.toEqual(one.personas)
    expect(new Set(one.personas.map((each) => each.rhythm.timezone)).size).toBeGreaterThan(2)
  })

  it('lets MBTI tint and no more, or not at all', async () => {
    const [outgoing, reserved] = (await from(JSON.stringify([{ ...MIRA, mbti: 'ESFJ' }, { ...MIRA, username: 'other', mbti: 'ISTP' }]))).personas
    expect(outgoing?.actionWeights['create_post']).toBeGreaterThan(reserved?.actionWeights['create_post'] ?? 99)
    expect((outgoing?.actionWeights['create_post'] ?? 0) / (reserved?.actionWeights['create_post'] ?? 1)).toBeLessThan(1.6)
    const ignored = await importPopulation([fileOfText('people', JSON.stringify([MIRA, { ...MIRA, username: 'other', mbti: 'ISTP' }]))], { seed: '1', mbti: 'ignore' })
    expect(ignored.personas[0]?.actionWeights).toBe(ignored.personas[1]?.actionWeights)
    expect(ignored.personas[0]?.voice.tone).toBe('plain')
  })

  it('is read as lines, as a table and out of "personas" alike', async () => {
    const { personas: [expected] } = await from(JSON.stringify([MIRA]))
    expect((await from(`\uFEFF${JSON.stringify(MIRA)}\n`)).personas).toEqual([expected])
    expect((await from(JSON.stringify({ personas: [MIRA] }, null, 2))).personas).toEqual([expected])
    const cells = Object.values(MIRA).map((value) => `"${Array.isArray(value) ? `['Economics', ""Culture & Society""]` : String(value)}"`)
    expect((await from(`${Object.keys(MIRA).join(',')}\r\n${cells.join(',')}\r\n`)).personas).toEqual([expected])
  })
})

const TABLE = `user_id,name,username,following_agentid_list,previous_tweets,user_char,description
7001,Pia Lund,pialund,"[1, 2]","['Tide tables are poetry #sailing', ""It's late, and the 'ferry' is too""]",Pia repairs boats.,Boats and #sailing
7002,Ole Brandt,ole.b,[0],[],"Ole keeps bees, and says so.",bees
7003,Ann Fox,annfox,"[2, 9, 0, 0]","['unclosed]",,
7004,Noor Aziz,pialund,0,,,nothing yet
`

describe('a table as OASIS writes it', () => {
  it('takes follows by place, posts, and interests from the texts', async () => {
    const found = await from(TABLE)
    expect(found.personas.map((each) => each.username)).toEqual(['pialund', 'ole_b', 'annfox', 'pialund2'])
    expect([...pairsOf(found.follows)]).toEqual([[0, 1], [0, 2], [1, 0], [2, 0]])
    expect(found.previousPosts).toEqual([{ author: 0, text: 'Tide tables are poetry #sailing' }, { author: 0, text: "It's late, and the 'ferry' is too" }])
    expect(found.personas[0]?.interests[0]).toBe('sailing')
    expect(found.personas[1]?.interests).toEqual(['bees'])
    expect(found.personas[2]?.interests).toHaveLength(3)
    expect(told(found)).toEqual([
      '2 username: the username "ole.b" is taken or not valid here → became ole_b',
      "3 previous_tweets: is no Python list: the string opened with ' is not closed at character 2 → left empty",
      '4 username: the username "pialund" is taken or not valid here → became pialund2',
      '3 -: follows itself → follow left out',
      '3 -: there is no person 9: the file has 4, counted from 0 → follow left out',
      '3 -: is there twice → follow left out',
    ])
    expect(found.oddities[1]?.line).toBe(4)
    for (const persona of found.personas) expect(personaDraftSchema.parse(persona)).toEqual(persona)
  })

  it('goes on after a row whose quotes are wrong, counting it', async () => {
    const found = await from('user_id,username,following_agentid_list,description\n1,ada,[2],x\n2,b"ob,[0],y\n3,carol,[0],"z"\n4,dave,[1],w,extra,cells\n')
    expect(found.personas.map((each) => each.username)).toEqual(['ada', 'carol', 'dave'])
    expect([...pairsOf(found.follows)]).toEqual([[0, 1], [1, 0]])
    expect(told(found)).toEqual([
      expect.stringMatching(/^2 -: Invalid Opening Quote.* → row left out$/),
      '4 -: has 6 cells for 4 columns → the cells too many left out',
      '4 -: person 1 was left out → follow left out',
    ])
    expect(found.oddities[0]?.line).toBe(3)
  })

  it('says where a quote never closes', async () => {
    const found = await from('username,description\nada,x\nbob,"y\ncarol,z\n')
    expect(found.personas.map((each) => each.username)).toEqual(['ada'])
    expect(told(found)).toEqual(['2 -: opens a quote that is not closed, so that all that follows is in it → row left out'])
    expect(found.oddities[0]?.line).toBe(3)
    const endless = await from(`username,description\nada,x\nbob,"${'y\n'.repeat(5_000_000)}`)
    expect(endless.personas.map((each) => each.username)).toEqual(['ada'])
    expect(told(endless)).toEqual([expect.stringMatching(/^2 -: is longer than 8000000 bytes/)])
  })
})

describe("Troupe's own files", () => {
  it('come back as they were exported, as JSON, lines and a table', async () => {
    const { personas } = await from(JSON.stringify([MIRA, JONAS]))
    for (const text of [exportPersonas(personas, 'json'), exportPersonas(personas, 'csv'), personas.map((each) => JSON.stringify(each)).join('\n')]) {
      const again = await from(text)
      expect(again.personas).toEqual(personas)
      expect(again.oddities).toEqual([])
    }
  })

  it('fault a row by the field as the exchange does', async () => {
    const { personas: [mira] } = await from(JSON.stringify([MIRA]))
    const found = await from(JSON.stringify([mira, { ...mira, bio: 'x'.repeat(201) }, { ...mira, intrests: [] }, mira]))
    expect(found.oddities.map(({ row, column }) => [row, column])).toEqual([[2, 'bio'], [3, 'intrests'], [4, 'username']])
    expect(found.personas.map((each) => each.username)).toEqual(['mira_harbour', 'mira_harbour2'])
  })
})

describe('edges', () => {
  it('are read between people by username, @ and id, whatever the order of the files', async () => {
    const edges = fileOfText('edges.csv', 'source;target;weight\n@Ada;bob;1\n7;ada;1\nada;ada;1\nbob;nobody;1\n@ada;BOB;2\n;bob;1\n')
    const people = fileOfText('people.jsonl', '{"username":"ada"}\n{"username":"bob","id":7}\n')
    const found = await importPopulation([edges, people], { seed: '1' })
    expect([...pairsOf(found.follows)]).toEqual([[0, 1], [1, 0]])
    expect(found.oddities.map(({ file, row, line, problem }) => `${file}:${line} ${row} ${problem}`)).toEqual([
      'edges.csv:7 6 names only one end',
      'edges.csv:4 3 follows itself',
      'edges.csv:5 4 nobody is called "nobody"',
      'edges.csv:6 5 is there twice',
    ])
  })

  it('alone make somebody of each name', async () => {
    const found = await from('from,to\n1,2\n2,3\n3,1\n')
    expect(found.personas.map((each) => each.displayName)).toEqual(['1', '2', '3'])
    expect([...pairsOf(found.follows)]).toEqual([[0, 1], [1, 2], [2, 0]])
    for (const persona of found.personas) expect(personaDraftSchema.parse(persona)).toEqual(persona)
  })

  it('come out as a plain set would have them, with the rest reported', async () => {
    const name = fc.constantFrom('ada', 'bob', 'carol', 'dave', 'erin')
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(name, name), { maxLength: 60 }), async (pairs) => {
      const people = ['ada', 'bob', 'carol', 'dave']
      const found = await importPopulation([
        fileOfText('people', people.map((username) => JSON.stringify({ username })).join('\n')),
        fileOfText('edges', `from,to\n${pairs.map((pair) => pair.join(',')).join('\n')}\n`),
      ], { seed: '1' })
      const expected = new Set(pairs.filter(([a, b]) => a !== b && a !== 'erin' && b !== 'erin').map((pair) => pair.join(' ')))
      expect([...pairsOf(found.follows)].map(([a, b]) => `${people[a]} ${people[b]}`)).toEqual([...expected])
      expect(found.odditiesTotal).toBe(pairs.length - expected.size)
    }), { numRuns: 200 })
  })

  it('of a name that two people share are nobody\'s', async () => {
    const found = await importPopulation([
      fileOfText('a', '{"username":"ada"}\n{"username":"ada"}\n{"username":"bob"}'), fileOfText('e', 'from,to\nbob,ada\nbob,ada2\n'),
    ], { seed: '1' })
    expect(told(found)).toContain('1 -: "ada" names several people → follow left out')
    expect([...pairsOf(found.follows)]).toEqual([[2, 1]])
  })
})

const GRAPHML = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="name" attr.type="string"><default>Somebody</default></key>
  <key id="d1" for="node" attr.name="interests" attr.type="string"/>
  <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
  <graph edgedefault="directed">
    <node id="n0"><data key="d0">Ada &amp; Co</data><data key="d1"><![CDATA[tea; <code>]]></data></node>
    <node id="n1"/>
    <edge source="n0" target="n1"><data key="d2">0.5</data></edge>
    <edge source="n1" target="n2" directed="false"/>
    <edge source="n1" target="n9"/>
    <edge source="n1"/>
    <node id="n2"><data key="d0">Cem</data></node>
  </graph>
</graphml>`

describe('GraphML', () => {
  it('gives people with their data, and follows', async () => {
    const found = await from(GRAPHML)
    expect(found.personas.map(({ username, displayName }) => [username, displayName])).toEqual([['Ada_Co', 'Ada & Co'], ['Somebody', 'Somebody'], ['Cem', 'Cem']])
    expect(found.personas[0]?.interests).toEqual(['tea', '<code>'])
    expect([...pairsOf(found.follows)]).toEqual([[0, 1], [1, 2], [2, 1]])
    expect(found.oddities.map(({ row, line, problem }) => [row, line, problem])).toEqual([[4, 12, 'an edge that names only one end'], [3, 11, 'nobody is called "n9"']])
  })

  it('resolves no entity of a file\'s own, and says where it is broken', async () => {
    const bomb = `<!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<graphml><graph><node id="n0"><data key="name">&b;</data></node></graph></graphml>`
    await expect(from(bomb)).rejects.toThrow(/people:2 is no well-formed XML: invalid character entity/)
    await expect(from(GRAPHML.slice(0, 600))).rejects.toThrow(/people:\d+ is no well-formed XML: un/)
    await expect(from(`<graphml>${'<graph>'.repeat(40)}`)).rejects.toThrow('nested deeper than 32 tags')
    await expect(from(`<graphml><key id="name" for="node"/><graph><node id="1"><data key="name">${'x'.repeat(200_000)}</data></node></graph></graphml>`)).rejects.toThrow('more than 100000 characters')
  })
})

describe('a file of another kind', () => {
  it('is refused with what was expected', async () => {
    for (const text of ['', '   ', 'hello world', 'a,b,c\n1,2,3', '{"a": {\n', '<html></html>', '\0\0', '%PDF-1.7']) {
      await expect(from(text)).rejects.toThrow(/Expected a JSON list or JSON lines of profiles .* GraphML\.$/s)
    }
    await expect(from('[]')).rejects.toThrow('Nobody could be read from people: it lists no one.')
    await expect(from('[1, 2]')).rejects.toThrow('all rows were odd, the first because it is no object.')
    await expect(from('a,b,c\n1,2,3')).rejects.toThrow('people is a table without a column for a name: it has a, b, c.')
  })
})
