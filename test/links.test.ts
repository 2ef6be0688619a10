/** Every relative link and image in the documents leads to a file that is there. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deadLinks, relativeTargets } from './links/relative-links.ts'

const HOME = resolve(import.meta.dirname, '..')
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', ...globSync('docs/**/*.md', { cwd: HOME })]

describe('the documents', () => {
  it.each(DOCUMENTS)('%s leads nowhere that is not there', (name) => {
    const path = join(HOME, name)
    const headingsOf = (file: string): string => (file.endsWith('.md') && statSync(file).isFile() ? readFileSync(file, 'utf8') : '')
    const dead = deadLinks(readFileSync(path, 'utf8'), {
      there: (target) => {
        const file = resolve(dirname(path), target)
        // A link that leaves the repository works on this machine alone.
        return file === HOME || (file.startsWith(HOME + sep) && existsSync(file))
      },
      textOf: (target) => headingsOf(target === '' ? path : resolve(dirname(path), target)),
    })
    expect(dead.map((link) => `${relative(HOME, path)}:${link}`)).toEqual([])
  })
})

describe('the links of a text', () => {
  it('are found in links, images, references and tags, and not in code', () => {
    const text = ['[a](one.md) and ![b](img/two.png "title")', '[c]: three.md', '<img src="four.svg"><a href=\'five.md#x\'>', '`[d](not.md)`', '```', '[e](neither.md)', '```',
      '[f](https://example.org/x) [g](mailto:a@b.example) [h](#here) [i](<six seven.md>) [j](eight%20nine.md)', '[![k](ten.png)](eleven.md)'].join('\n')
    expect(relativeTargets(text).map((link) => link.target)).toEqual(['one.md', 'img/two.png', 'three.md', 'four.svg', 'five.md#x', '#here', 'six seven.md', 'eight nine.md', 'ten.png', 'eleven.md'])
  })

  it('are dead where the file or the heading is not there', () => {
    const files: Record<string, string> = { 'a.md': '# One, two\n', '': '## Here\n```\n## Not here\n```\n' }
    const dead = deadLinks('[1](a.md) [2](b.md)\n[3](a.md#one-two) [4](a.md#three) [5](#here) [6](#not-here)', { there: (target) => target in files, textOf: (target) => files[target] ?? '' })
    expect(dead).toEqual(['1 b.md is not there', '2 a.md has no heading #three', '2 #not-here is no heading here'])
  })
})
