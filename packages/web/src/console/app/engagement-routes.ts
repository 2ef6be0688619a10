/** Addresses of what concerns creators and their leads: below `shell`, each page fetched when it is first gone to. */
export const engagementRoutes = [] as const
