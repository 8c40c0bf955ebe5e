import { describe, expect, it } from 'vitest';
import { walletPaths } from './walletPaths.ts';
import { walletRoot } from './walletRoot.ts';

const invalid = expect.objectContaining({ code: 'RC_WALLET_NAME_INVALID' });

describe('walletPaths', () => {
  it('lays a wallet out as bittensor-wallet does', () => {
    const paths = walletPaths({ home: '/home/me', wallet: 'w' });
    expect(paths.root).toBe('/home/me/.bittensor/wallets');
    expect(paths.coldkeypub).toBe('/home/me/.bittensor/wallets/w/coldkeypub.txt');
    expect(paths.hotkey('h')).toBe('/home/me/.bittensor/wallets/w/hotkeys/h');
    expect(paths.hotkeypub('h')).toBe('/home/me/.bittensor/wallets/w/hotkeys/hpub.txt');
  });

  it('expands ~ at the start only, and drops slashes at the end', () => {
    expect(walletRoot({ path: '~', home: '/home/me' })).toBe('/home/me');
    expect(walletRoot({ path: '~/keys//', home: '/home/me' })).toBe('/home/me/keys');
    expect(walletRoot({ path: '~else/keys', home: '/home/me' })).toBe('~else/keys');
    expect(walletRoot({ path: '/a/~/b', home: '/home/me' })).toBe('/a/~/b');
    expect(walletRoot({ path: '/' })).toBe('/');
  });

  it.each(['', '.', '..', '...', 'a/b', '../a', 'a\\b', 'a\0b', 'a\nb', 'x'.repeat(201), 'mepub.txt'])(
    'refuses the name %j',
    (name) => {
      expect(() => walletPaths({ wallet: name })).toThrow(invalid);
      expect(() => walletPaths().hotkey(name)).toThrow(invalid);
      expect(() => walletPaths().hotkeypub(name)).toThrow(invalid);
    },
  );

  it.each(['default', 'my wallet', 'a.b', 'é-1', '..a', '-x'])('takes the name %j', (name) => {
    expect(walletPaths({ path: '/w', wallet: name }).folder).toBe(`/w/${name}`);
  });
});
