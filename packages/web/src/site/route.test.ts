import { describe, expect, it } from 'vitest'
import { groupHref, matchRoute, profileHref, searchHref, tagHref } from './route.ts'

describe('addresses', () => {
  it.each([
    ['/', { page: 'home', sort: 'recent' }],
    ['/?sort=popular', { page: 'home', sort: 'popular' }],
    ['/post/abc#comment-1', { page: 'post', id: 'abc' }],
    ['/@zed', { page: 'profile', who: { username: 'zed' }, tab: 'posts' }],
    ['/@zed/followers', { page: 'profile', who: { username: 'zed' }, tab: 'followers' }],
    ['/profile/abc/following', { page: 'profile', who: { id: 'abc' }, tab: 'following' }],
    ['/tag/Stra%C3%9Fe', { page: 'tag', tag: 'Straße' }],
    ['/search?q=%23verge', { page: 'search', query: '#verge' }],
    ['/trends', { page: 'trends' }],
    ['/groups', { page: 'groups' }],
    ['/groups/The%20bins', { page: 'group', which: { name: 'The bins' }, tab: 'posts' }],
    ['/groups/The%20bins/members', { page: 'group', which: { name: 'The bins' }, tab: 'members' }],
    ['/groups/00000000-0000-7000-8000-000000000001', { page: 'group', which: { id: '00000000-0000-7000-8000-000000000001' }, tab: 'posts' }],
    ['/about', { page: 'about' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b', { page: 'home', sort: 'recent' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b/?sort=popular', { page: 'home', sort: 'popular' }],
    ['/w/01a1fd98-a3c7-7001-9178-1c0dad5f091b/@zed', { page: 'profile', who: { username: 'zed' }, tab: 'posts' }],
  ])('%s', (url, route) => {
    expect(matchRoute(url)).toEqual(route)
  })

  it.each(['/nope', '/@', '/@zed/likes', '/groups/a/b', '/groups/a/members/c', '/post', '/w/x', '/w', '/w/01a1fd98-a3c7-7001-9178-1c0dad5f091bc', '/console/', '/console', '/feed.xml', '/api/docs', '/%E0%A4%A'])('%s is no page of the site', (url) => {
    expect(matchRoute(url)).toEqual({ page: 'missing' })
  })

  it('writes what it reads', () => {
    expect(matchRoute(profileHref('zed', 'following'))).toMatchObject({ tab: 'following' })
    expect(matchRoute(tagHref('a/b'))).toEqual({ page: 'tag', tag: 'a/b' })
    const id = '00000000-0000-7000-8000-000000000001'
    expect(matchRoute(groupHref({ id, name: 'Bins / lids & co?' }, 'members'))).toEqual({ page: 'group', which: { name: 'Bins / lids & co?' }, tab: 'members' })
    expect(matchRoute(groupHref({ id, name: '..' }))).toEqual({ page: 'group', which: { id }, tab: 'posts' })
    expect(matchRoute(searchHref('a & b'))).toEqual({ page: 'search', query: 'a & b' })
  })
})
