/**
 * The fields other people's profile files have, under the names they go by: OASIS's two kinds of file, exports of networks,
 * tables made by hand. Each column of a file is one of these or is not used, and the mapping says which.
 */

export type ProfileField =
  | 'id' | 'name' | 'username' | 'bio' | 'persona' | 'age' | 'gender' | 'mbti' | 'country' | 'timezone' | 'profession'
  | 'interests' | 'followed-rows' | 'followed-names' | 'posts'

const NAMES: Readonly<Record<ProfileField, readonly string[]>> = {
  id: ['id', 'user_id', 'userid', 'agent_id', 'node_id'],
  name: ['realname', 'real_name', 'name', 'display_name', 'full_name', 'label'],
  username: ['username', 'user_name', 'screen_name', 'handle', 'login'],
  bio: ['bio', 'description', 'about'],
  persona: ['persona', 'user_char', 'backstory', 'character'],
  age: ['age'],
  gender: ['gender', 'sex'],
  mbti: ['mbti'],
  country: ['country', 'location', 'place'],
  timezone: ['timezone', 'time_zone', 'tz'],
  profession: ['profession', 'occupation', 'job'],
  interests: ['interested_topics', 'interests', 'topics'],
  'followed-rows': ['following_agentid_list'],
  'followed-names': ['following', 'follows', 'following_list', 'friends'],
  posts: ['previous_tweets', 'previous_posts', 'tweets', 'posts'],
}

/** Where a field's content goes in the persona, and what is done to it on the way. */
export const PLACES: Readonly<Record<ProfileField, { readonly to: string; readonly note: string }>> = {
  id: { to: 'names edges may use', note: 'not kept in the persona' },
  name: { to: 'displayName', note: 'at most 60 characters' },
  username: { to: 'username', note: 'made of letters, digits and underscores, 3 to 30, and unique' },
  bio: { to: 'bio', note: 'cut at a word where longer than 200 characters' },
  persona: { to: 'backstory', note: 'as it is, at most 4,000 characters; gender, MBTI and profession are added to it' },
  age: { to: 'age', note: '13 to 120, else unknown' },
  gender: { to: 'backstory', note: 'a sentence of it' },
  mbti: { to: 'voice, actionWeights, vibe', note: 'a light tint, at most a quarter more or less of an action; named in backstory' },
  country: { to: 'location, rhythm.timezone', note: 'the zone most people there live in; in large countries one of several, by seed' },
  timezone: { to: 'rhythm.timezone', note: 'an IANA zone; goes before the country' },
  profession: { to: 'backstory, voice.vocabulary', note: 'its words are spoken, its name stands in the backstory' },
  interests: { to: 'interests', note: 'as they are; what the persona speaks of' },
  'followed-rows': { to: 'follows', note: 'a Python list; n is the n-th person of the same file, counted from 0, as OASIS counts them' },
  'followed-names': { to: 'follows', note: 'a list of usernames or ids' },
  posts: { to: 'previous posts', note: 'a Python list; each at most 1,000 characters' },
}

const FIELDS = new Map<string, ProfileField>(
  (Object.entries(NAMES) as [ProfileField, readonly string[]][]).flatMap(([field, names]) => names.map((name) => [name, field] as const)),
)

/** Columns asked for before: every row of a million asks for the same ones. */
const asked = new Map<string, ProfileField | null>()
/** A file with more names than this has data where names should be. */
const ASKED_MOST = 10_000

/** The field a column holds, however it is capitalised and whatever joins its words; null where it is none of these. */
export function fieldOf(column: string): ProfileField | null {
  const known = asked.get(column)
  if (known !== undefined) return known
  const field = found(column)
  if (asked.size < ASKED_MOST) asked.set(column, field)
  return field
}

function found(column: string): ProfileField | null {
  const plain = column.trim().replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replaceAll(/[\s-]+/g, '_')
  return FIELDS.get(plain) ?? null
}
