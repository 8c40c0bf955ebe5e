import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLineWorld, runCommandLine } from '../../../../tests/support/runCommandLine.ts';
import { secretFromUri } from '../../../bittensor/keys/secretFromUri.ts';
import { createHotkey } from '../../../bittensor/wallet/createHotkey.ts';
import { encodePassword, passwordVariable } from '../../../bittensor/wallet/environmentPassword.ts';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
// //Alice in the old Ansible format, password "open sesame"; made by bittensor_wallet 4.1.1. Opens without Argon2.
const SEALED = [
  '$ANSIBLE_VAULT;1.1;AES256',
  '36313538396464383963636632393164326237376465373232316536336366633638626230636139',
  '6365623734616535643735343836373233353363393066350a303839363130613764306436333062',
  '63666632306239326131316239343733383064306636656139623938616434656236643237333331',
  '3365323734363134640a323837356366316337306336343735303766313266646136663338306431',
  '62616262346262383962656363356666396230363038663965656462323436616563393833613961',
  '38616161313738313162376335613462326466343733636437656666396238633537636533333134',
  '63616264643861626438373163346463356335666131643865343937386436626361363731303536',
  '30623539363238373366616461363766366335623861383631336565633634326438363230393663',
  '66396165316264653636663437326234376436313566633661666163633737633632333031383932',
  '63343932633732303439326265356637653563626466333531373733366230303338306436393632',
  '30626335626534363034623137363362663761303636363035333237386531303262653033373336',
  '33373566366432623665663938343330326165313737366634643861383638323461613966323361',
  '38613330333130303835353331306133643034643139623662313162623062383661636166653432',
  '32396239383638373839363638313833336332613233333634616430643066663939333036636633',
  '31346430626237616433616262616634656137616133383661393863653536396638363931653232',
  '34373461333931343064323132353635303637616336303861316561656632623032346165333437',
  '62356634363235333935323031386633333535666336643435326538373230646130653162623262',
  '65646630306431323435363530623432316666383734346631383062326234656233386538353161',
  '38653336633736636461326237613535653236323532386230343235633837353535633534396132',
  '37396161306662313537646437306230393661366262316265323261323935613132306437653538',
  '61643763376236623461376135383939383736633165393432313631663066383863303465373532',
  '30313830653063633531343536636562306464656534313331363535626263393938313333373931',
  '63623563643734306636666661303039653839383566643465373331653635373439666461633464',
  '62333032656464666337',
].join('\n');

let path: string;
let file: string;
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'wallets-'));
  file = `${path}/default/hotkeys/default`;
  await createHotkey({ path, secret: secretFromUri('//Alice') });
});
afterEach(() => rmSync(path, { recursive: true }));

const wallet = (args: string[], world: CommandLineWorld = {}) =>
  runCommandLine(['wallet', ...args, '--path', path], { cwd: path, ...world });
const json = async (args: string[], world: CommandLineWorld = {}) => {
  const outcome = await wallet([...args, '--json'], world);
  return { ...outcome, object: JSON.parse(outcome.stdout) };
};
const seal = () => writeFileSync(file, SEALED, { mode: 0o600 });

describe('roadcrew wallet list and inspect', () => {
  it('show what is there', async () => {
    const { object } = await json(['list']);
    const hotkeys = [{ name: 'default', address: ALICE, encrypted: false, problems: [] }];
    expect(object).toEqual({
      wallets: [{ name: 'default', path: `${path}/default`, coldkey: null, coldkeyPresent: false, hotkeys }],
    });
    expect((await wallet(['list'])).stdout).toContain(`default  ${ALICE}`);
    expect((await wallet(['inspect'])).stdout).toContain('mode 600, not encrypted, secret key');
    expect((await json(['inspect'])).object.hotkeys[0].address).toBe(ALICE);
  });

  it('name what is wrong, and how to mend it', async () => {
    chmodSync(file, 0o644);
    expect((await wallet(['list'])).stdout).toContain('RC_WALLET_FILE_MODE');
    expect((await wallet(['inspect'])).stdout).toContain(`chmod 600 ${file}`);
    writeFileSync(`${path}/default/coldkey`, '');
    for (const command of ['inspect', 'list']) {
      expect((await wallet([command])).stdout).toContain('should not hold it');
    }
  });

  it('say when there is nothing', async () => {
    rmSync(`${path}/default`, { recursive: true });
    expect((await wallet(['list'])).stdout).toBe(`No wallets in ${path}.\n`);
    expect(await json(['inspect'])).toMatchObject({
      status: 1,
      object: { error: { code: 'RC_WALLET_FOLDER_MISSING' } },
    });
  });

  it('never print a secret', async () => {
    const { privateKey } = JSON.parse(readFileSync(file, 'utf8'));
    for (const args of [['list'], ['inspect'], ['list', '--json'], ['inspect', '--json', '--verbose']]) {
      const { stdout, stderr } = await wallet(args);
      expect(stdout + stderr).not.toContain(privateKey.slice(2, 20));
    }
  });
});

describe('roadcrew wallet create-hotkey', () => {
  it('creates one and keeps its mnemonic to the file', async () => {
    const { status, stdout, stderr } = await wallet(['create-hotkey', '--hotkey', 'new', '--words', '15']);
    expect([status, stderr]).toEqual([0, '']);
    const { secretPhrase, ss58Address, cryptoType } = JSON.parse(
      readFileSync(`${path}/default/hotkeys/new`, 'utf8'),
    );
    expect(stdout).toContain(ss58Address);
    expect(secretPhrase.split(' ')).toHaveLength(15);
    expect(stdout).not.toContain(secretPhrase.split(' ').slice(0, 3).join(' '));
    expect(cryptoType).toBe(1);
  });

  it('prints the mnemonic when told to', async () => {
    const { object } = await json([
      'create-hotkey',
      '--hotkey',
      'new',
      '--show-mnemonic',
      '--omit-crypto-type',
    ]);
    const written = JSON.parse(readFileSync(`${path}/default/hotkeys/new`, 'utf8'));
    expect(object).toMatchObject({
      address: written.ss58Address,
      encrypted: false,
      mnemonic: written.secretPhrase,
    });
    expect(written).not.toHaveProperty('cryptoType');
    expect((await json(['create-hotkey', '--hotkey', 'second'])).object).not.toHaveProperty('mnemonic');
  });

  it('leaves an existing one alone, unless told to overwrite it', async () => {
    const before = readFileSync(file, 'utf8');
    expect(await json(['create-hotkey'])).toMatchObject({
      status: 1,
      object: { error: { code: 'RC_WALLET_EXISTS' } },
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect((await json(['create-hotkey', '--overwrite'])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });

  it.each([
    [['--hotkey', '../x'], 1, 'RC_CONFIG_INVALID'],
    [['--hotkey', 'x', '--words', '13'], 2, 'RC_CLI_USAGE'],
    [['--hotkey', 'x', '--password', 'open sesame'], 2, 'RC_CLI_USAGE'],
    [['--hotkey', 'x', '--encrypt'], 1, 'RC_WALLET_PASSWORD_MISSING'],
    [['--hotkey', 'x', '--password-file', '/nonexistent'], 1, 'RC_WALLET_PASSWORD_FILE'],
  ])('writes nothing for %j', async (args, status, code) => {
    const outcome = await json(['create-hotkey', ...args]);
    expect(outcome.object.error.code).toBe(code);
    expect(outcome.status).toBe(status);
    expect(readdirSync(`${path}/default/hotkeys`).sort()).toEqual(['default', 'defaultpub.txt']);
  });
});

describe('roadcrew wallet sign and verify', () => {
  const sign = async (args: string[], world?: CommandLineWorld) =>
    (await wallet(['sign', ...args], world)).stdout.trim();

  it('fit together, for text and for bytes', async () => {
    const signature = await sign(['--message', 'grüße']);
    expect(signature).toMatch(/^0x[0-9a-f]{128}$/);
    expect((await json(['verify', '--signature', signature, '--message', 'grüße'])).object).toEqual({
      valid: true,
      address: ALICE,
    });
    const bytes = Buffer.from([0, 255, 10]);
    const over = (await json(['sign', '--stdin'], { stdin: bytes })).object;
    expect(over.address).toBe(ALICE);
    const verify = ['verify', '--address', ALICE, '--signature', over.signature, '--stdin'];
    expect((await wallet(verify, { stdin: bytes })).status).toBe(0);
    expect((await wallet(verify, { stdin: 'other' })).status).toBe(1);
  });

  it.each([
    ['another message', ['--message', 'n'], 1, 'RC_WALLET_SIGNATURE_WRONG'],
    [
      'another signer',
      ['--message', 'm', '--address', '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'],
      1,
      'RC_WALLET_SIGNATURE_WRONG',
    ],
    ['a bad address', ['--message', 'm', '--address', 'Bob'], 1, 'RC_KEYS_SS58_INVALID'],
    ['no message', [], 2, 'RC_CLI_USAGE'],
    ['two messages', ['--message', 'm', '--stdin'], 2, 'RC_CLI_USAGE'],
  ])('verify refuses %s', async (_name, args, status, code) => {
    const signature = await sign(['--message', 'm']);
    const outcome = await json(['verify', '--signature', signature, ...args]);
    expect(outcome).toMatchObject({ status, object: { error: { code } } });
  });

  it('verify says when the signature has no such form', async () => {
    const outcome = await json(['verify', '--signature', 'ab'.repeat(64), '--message', 'm']);
    expect(outcome).toMatchObject({
      status: 1,
      object: { error: { code: 'RC_WALLET_SIGNATURE_MALFORMED' } },
    });
  });

  it('sign opens an encrypted hotkey by environment or password file', async () => {
    seal();
    const variable = passwordVariable(file);
    const env = { [variable]: encodePassword('open sesame', variable) };
    expect(await sign(['--message', 'm'], { env })).toMatch(/^0x/);
    writeFileSync(`${path}/password`, 'open sesame\n');
    expect(await sign(['--message', 'm', '--password-file', `${path}/password`])).toMatch(/^0x/);
  });

  it('sign gives one clear error for what it cannot open', async () => {
    const code = async (args: string[] = []) => {
      const { status, stdout, object } = await json(['sign', '--message', 'm', ...args]);
      expect([status, stdout.trim().split('\n').length]).toEqual([1, 1]);
      return object.error.code;
    };
    chmodSync(file, 0o644);
    expect(await code()).toBe('RC_WALLET_FILE_MODE');
    writeFileSync(file, '{"half":');
    expect(await code()).toBe('RC_WALLET_KEYFILE_INVALID');
    seal();
    expect(await code()).toBe('RC_WALLET_PASSWORD_MISSING');
    writeFileSync(`${path}/password`, 'wrong');
    expect(await code(['--password-file', `${path}/password`])).toBe('RC_WALLET_PASSWORD_WRONG');
    expect(await code(['--hotkey', 'absent'])).toBe('RC_WALLET_FILE_MISSING');
  });
});
