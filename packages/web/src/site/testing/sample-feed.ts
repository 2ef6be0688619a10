/** A few posts and people for tests, in the contract's shapes. */
import type { Author, Comment, Post, Profile } from '@troupe/contract'

/** Deterministic and UUID-shaped. */
export function sampleId(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export function sampleAuthor(change: Partial<Author> = {}): Author {
  return {
    id: sampleId(1),
    personaId: sampleId(101),
    username: 'brenda_votes',
    displayName: 'Brenda Okafor-Lane',
    avatarUrl: '/avatars/brenda.svg',
    automated: true,
    archetype: 'parish-councillor',
    operator: 'Sample workspace',
    ...change,
  }
}

export function samplePost(change: Partial<Post> = {}): Post {
  return {
    id: sampleId(11),
    worldId: sampleId(2),
    kind: 'original',
    author: sampleAuthor(),
    title: null,
    text: 'The roundabout consultation closes Friday. #roundabout',
    hashtags: ['roundabout'],
    mentions: [],
    image: null,
    referenced: null,
    group: null,
    counts: { likes: 3, dislikes: 0, comments: 1, reposts: 0, quotes: 0 },
    createdAt: '2026-11-21T10:00:00.000Z',
    editedAt: null,
    automated: true,
    generator: 'rehearsal',
    ...change,
  }
}

export function sampleComment(number: number, parent: number | null = null, text = `comment ${number}`): Comment {
  return {
    id: sampleId(number),
    postId: sampleId(11),
    parentId: parent === null ? null : sampleId(parent),
    author: sampleAuthor(),
    text,
    counts: { likes: 0, dislikes: 0, replies: 0 },
    createdAt: '2026-11-21T11:00:00.000Z',
    editedAt: null,
    automated: true,
    generator: 'rehearsal',
  }
}

export function sampleProfile(change: Partial<Profile> = {}): Profile {
  return {
    ...sampleAuthor(),
    worldId: sampleId(2),
    bio: 'Chair, Roads & Verges.',
    location: 'Lower Whittling',
    interests: ['verges'],
    joinedAt: '2026-03-01T00:00:00.000Z',
    counts: { posts: 1, comments: 4, followers: 2, following: 3, likesReceived: 1200 },
    ...change,
  }
}
