/**
 * Words that somebody has begun and not sent: one text to a name, kept through leaving the page, a reload and a day, in this
 * browser alone. No secret belongs in one.
 */
import { useCallback, useSyncExternalStore } from 'react'

const PREFIX = 'troupe.words.'
/** A browser's room is small; what was begun longest ago goes first. */
const KEPT_MOST = 60

const texts = new Map<string, string>()
const watchers = new Set<() => void>()

export function useKeptDraft(name: string): readonly [text: string | null, keep: (text: string | null) => void] {
  const text = useSyncExternalStore(watch, () => draftOf(name))
  return [text, useCallback((next: string | null) => keepDraft(name, next), [name])]
}

function watch(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

function draftOf(name: string): string | null {
  const held = texts.get(name)
  if (held !== undefined) return held
  const stored = localStorage.getItem(PREFIX + name)
  if (stored !== null) texts.set(name, stored)
  return stored
}

function keepDraft(name: string, text: string | null): void {
  if (text === null) {
    texts.delete(name)
    localStorage.removeItem(PREFIX + name)
  } else {
    // Last in the order of a map is what was written last.
    texts.delete(name)
    texts.set(name, text)
    store(name, text)
  }
  for (const watcher of watchers) watcher()
}

function store(name: string, text: string): void {
  const others = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX + name)
  for (const key of others.slice(0, Math.max(0, others.length + 1 - KEPT_MOST))) localStorage.removeItem(key)
  try {
    localStorage.setItem(PREFIX + name, text)
  } catch {
    // The browser has no room left: it is kept until the tab is closed.
  }
}

/** Whoever signs out takes their words with them. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  texts.clear()
}
