/**
 * What people may be called. Usernames are letters a to z, digits and `_`, so that the alphabets of the world cannot be
 * played against each other in one; what is left is played with digits for letters, doubled letters and underscores.
 * Names that are shown may be written in any script, and are compared as the eye takes them. Pure.
 */
import { InvalidError } from '../../base/errors.ts'

/** Who speaks for the place, and words that its addresses are made of. */
const RESERVED = new Set([
  'about', 'account', 'admin', 'administrator', 'ai', 'anonymous', 'api', 'assistant', 'bot', 'console', 'deleted', 'everybody', 'everyone', 'feed', 'gallery', 'groups', 'guest',
  'help', 'here', 'host', 'info', 'join', 'mail', 'me', 'member', 'members', 'mod', 'moderation', 'moderator', 'news', 'noreply', 'nobody', 'null', 'official', 'operator', 'owner',
  'persona', 'personas', 'postmaster', 'privacy', 'root', 'search', 'security', 'settings', 'signin', 'signup', 'somebody', 'staff', 'status', 'support', 'system', 'team', 'trends',
  'troupe', 'undefined', 'user', 'webmaster', 'worlds', 'you',
].map(foldUsername))

/** Two names with the same fold are hard to tell apart at a glance. */
export function foldUsername(name: string): string {
  return foldAscii(name.toLowerCase().replaceAll('_', ''))
}

/** Of names in any script: accents and widths apart, letters of other alphabets by the Latin ones they look like. */
export function foldDisplayName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}|\p{Cf}/gu, '')
  const small = [...plain].map((letter) => CAPITALS_LOOK_LIKE.get(letter) ?? letter).join('').toLowerCase()
  const latin = [...small].map((letter) => LOOKS_LIKE.get(letter) ?? letter).join('')
  return foldAscii(latin.replace(/[^\p{L}\p{N}]/gu, ''))
}

function foldAscii(text: string): string {
  return text.replaceAll('0', 'o').replace(/[1|i]/g, 'l').replaceAll('3', 'e').replaceAll('4', 'a').replaceAll('5', 's').replaceAll('7', 't').replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** Capitals may look like a letter that their small ones don't: Ν and ν. */
const CAPITALS_LOOK_LIKE: ReadonlyMap<string, string> = new Map([
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('АВЕЅІЈКМНОРСТХУ', 'abesijkmhopctxy'),
])

/** Small letters of other alphabets by the Latin ones they are taken for (after Unicode TR39, "confusables"). */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map([
  ...pairs('авсԁеһіјкӏморԛгѕтѵѡхупн', 'abcdehijklmopqrstvwxynh'),
  ...pairs('αβεηικνορτυχωγ', 'abenikvoptuxwy'),
  ...pairs('ıɩłøđɑɡſ', 'iilodags'),
])

function pairs(from: string, to: string): [string, string][] {
  const letters = [...to]
  return [...from].map((letter, place) => [letter, letters[place] ?? letter])
}

/** Marks that turn the order of letters round, and letters nobody sees. */
const UNSEEN = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u3164\u115F\u1160]/u

/** Throws `InvalidError` with the field and what to do. What personas are called is asked apart (`look-alikes.ts`). */
export function checkNames({ username, displayName }: { readonly username?: string | undefined; readonly displayName?: string | undefined }): void {
  if (username !== undefined) {
    if (RESERVED.has(foldUsername(username))) throw nameRefused('/username', 'this name is kept for the place itself; choose another', 'username-reserved')
    if (!/[A-Za-z0-9]/.test(username)) throw nameRefused('/username', 'use a letter or a digit', 'username-empty')
  }
  if (displayName !== undefined) {
    if (UNSEEN.test(displayName)) throw nameRefused('/displayName', 'leave out characters that nobody sees', 'name-unseen')
    const fold = foldDisplayName(displayName)
    if (fold === '') throw nameRefused('/displayName', 'use at least one letter or digit', 'name-empty')
    if (RESERVED.has(fold) || /alpersona|troupe/.test(fold)) throw nameRefused('/displayName', 'this name speaks for the place, or says what you are not; choose another', 'name-reserved')
  }
}

export function nameRefused(path: '/username' | '/displayName', message: string, code: string): InvalidError {
  return new InvalidError(`That ${path === '/username' ? 'username' : 'name'} won't do: ${message}.`, [{ path, message }], code)
}
