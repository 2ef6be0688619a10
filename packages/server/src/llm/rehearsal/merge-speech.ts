/**
 * An archetype's speech with its pack's. The archetype's own lists and views stand in for the pack's of that name; its frames
 * come first and three times, so that a voice is heard more often than the shapes it shares.
 * Merge once an archetype and share the object: books are kept by object (see book.ts).
 */
import { FRAME_GROUPS, type FrameGroup, type PictureTalk, type Speech } from '@troupe/contract'

export function mergeSpeech(shared: Speech | undefined, own: Speech | undefined): Speech | null {
  if (shared === undefined) return own ?? null
  if (own === undefined) return shared
  const frames: Partial<Record<FrameGroup, string[]>> = {}
  for (const group of FRAME_GROUPS) {
    const mine = own.frames[group] ?? []
    frames[group] = [...mine, ...mine, ...mine, ...(shared.frames[group] ?? [])]
  }
  const pictures = mergePictures(shared.pictures, own.pictures)
  return {
    temper: { ...shared.temper, ...own.temper },
    subjects: { ...shared.subjects, ...own.subjects },
    views: { ...shared.views, ...own.views },
    lists: { ...shared.lists, ...own.lists },
    posts: [...shared.posts, ...own.posts],
    counters: { ...shared.counters, ...own.counters },
    frames,
    ...(pictures === undefined ? {} : { pictures }),
  }
}

function mergePictures(shared: PictureTalk | undefined, own: PictureTalk | undefined): PictureTalk | undefined {
  if (shared === undefined || own === undefined) return own ?? shared
  const remarks: PictureTalk['remarks'] = { ...shared.remarks }
  for (const [kind, lines] of Object.entries(own.remarks) as [keyof PictureTalk['remarks'], string[]][]) remarks[kind] = [...lines, ...(shared.remarks[kind] ?? [])]
  return {
    remarks,
    echoes: [...own.echoes, ...shared.echoes], answers: [...own.answers, ...shared.answers],
    explains: [...own.explains, ...shared.explains], returns: [...own.returns, ...shared.returns],
  }
}
