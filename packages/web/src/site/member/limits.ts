/** The contract's limits, written out: its schemas would bring 15 KB of script. A test holds them together. */
export const LIMITS = { post: 1000, comment: 1000, title: 100, bio: 200, displayName: 60, password: 10, alt: 500, uploadBytes: 15 * 1024 * 1024 } as const
