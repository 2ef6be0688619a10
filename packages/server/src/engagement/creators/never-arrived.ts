/**
 * Creators whose onboarding failed, and of whom nothing else is there: a name that somebody typed. They are kept, since the log of
 * what was tried hangs on them and they are tried again from there, but nobody is offered one as if it were somebody to work with.
 */
import { sql } from 'kysely'

/** Over a creator as `c`. Made by hand with products, leads or agents, it is somebody, whatever came of reading a profile. */
export const NEVER_ARRIVED = sql<boolean>`(c.profile IS NULL
  AND (SELECT step FROM onboarding_jobs WHERE creator_id = c.id ORDER BY id DESC LIMIT 1) IS NOT DISTINCT FROM 'failed'
  AND NOT EXISTS (SELECT FROM products WHERE creator_id = c.id) AND NOT EXISTS (SELECT FROM consumers WHERE creator_id = c.id) AND NOT EXISTS (SELECT FROM agents WHERE creator_id = c.id))`
