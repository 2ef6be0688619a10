import type { ProjectSite } from '@troupe/contract'
import { expect, it } from 'vitest'
import { deedsWords, livesOutside, sitesWords } from './outside-words.ts'

const site = (name: string, agents: number): ProjectSite => ({ id: name, name, kind: 'showcase', origin: 'https://harbour.example', state: 'proved', basis: 'file', agents })
const project = (agents: number, posts: number, ...sites: ProjectSite[]) => ({ counts: { agents, posts, personas: agents }, sites })

it('knows a project that lives outside from one with anybody or anything in its own world', () => {
  expect([project(6, 0, site('Harbour', 6)), project(6, 0, site('Harbour', 4), site('Quay', 2))].map(livesOutside)).toEqual([true, true])
  expect([project(6, 0, site('Harbour', 5)), project(6, 3, site('Harbour', 6)), project(0, 0), project(2, 0)].map(livesOutside)).toEqual([false, false, false, false])
})

it('names the sites and counts what was done there', () => {
  expect([sitesWords(project(1, 0)), sitesWords(project(1, 0, site('Harbour', 1))), sitesWords(project(3, 0, site('Harbour', 1), site('Quay', 1), site('Pier', 1)))])
    .toEqual(['', 'on Harbour', 'on Harbour and 2 other sites'])
  expect(deedsWords({ posts: 1, comments: 0, likes: 12, follows: 0 })).toBe('1 post, 0 comments, 12 likes')
  expect(deedsWords({ posts: 2, comments: 3, likes: 1, follows: 1 })).toBe('2 posts, 3 comments, 1 like, 1 follow')
})
