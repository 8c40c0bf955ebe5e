import { existsSync } from 'node:fs';
import { cpus, release as kernel, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { preprocess } from '../../src/imaging/preprocess.ts';
import { type LoadedRelease, loadRelease } from '../../src/models/releases/loadRelease.ts';
import { starterFolder } from '../../src/models/releases/starterFolder.ts';
import { writeTestRelease } from '../../tests/models/writeTestRelease.ts';
import { pinToOwnCore } from '../support/pinToOwnCore.ts';
import { runBenchmark } from '../support/runBenchmark.ts';
import { formatReport, type Report } from './formatReport.ts';
import { judgeAim } from './judgeAim.ts';
import { makePictures } from './makePictures.ts';
import { alternate, answerTask, modelTask, pictureTask, torchTask } from './makeTasks.ts';
import { openOurs } from './openOurs.ts';
import { readSettings, type Settings, usage } from './readSettings.ts';
import { runRounds } from './runRounds.ts';
import { startTorch, type Torch } from './startTorch.ts';

const findRelease = (given: string | undefined, folder: string): Promise<LoadedRelease> => {
  if (given !== undefined) return loadRelease(given);
  if (existsSync(join(starterFolder, 'release.json'))) return loadRelease(starterFolder);
  return writeTestRelease(join(folder, 'release')).then((path) => loadRelease(dirname(path)));
};

const run = async (settings: Settings, folder: string): Promise<Report> => {
  const { seconds, rounds, python } = settings;
  const log = (text: string): void => console.error(text);
  // Before any library starts threads; processes that are started later inherit the core.
  const { generator: core } = pinToOwnCore();
  const loadAtStart = loadavg()[0] ?? 0;
  const loaded = await findRelease(settings.release, folder);
  const { release } = loaded;
  const { profile } = release;
  const pictures = await makePictures();
  const [, middle] = pictures;
  if (middle === undefined) throw new Error('There is no picture.');
  const pixels = preprocess(middle.image, profile);
  const models = await openOurs(loaded);
  const notes = [
    `pictures: ${pictures.map(({ name, jpeg, image }) => `${name} ${image.width} × ${image.height}, ${Math.round(jpeg.length / 1000)} kB`).join('; ')}`,
  ];

  const logits: string[] = [];
  for (const model of models) {
    const [logit = Number.NaN] = await model.head(await model.backbone(pixels));
    logits.push(`${model.precision} ${logit.toFixed(4)}`);
  }
  notes.push(`logit of the ${middle.name} picture: ${logits.join(', ')}`);

  let torch: Torch | undefined;
  const reference = models.find(({ precision }) => precision === 'fp32');
  const file = release.variants.find(({ precision }) => precision === 'fp32')?.file;
  if (python === '') notes.push('without PyTorch: name a Python with --python or ROADCREW_PYTHON_ML');
  else if (reference === undefined || file === undefined)
    notes.push('without PyTorch: the release has no fp32');
  else {
    const features = await reference.backbone(pixels);
    const [logit = Number.NaN] = await reference.head(features);
    const task = {
      backbone: loaded.pathOf(file),
      head: loaded.pathOf(release.head),
      pixels,
      features,
      logit,
    };
    const started = await startTorch(
      python,
      { ...task, width: profile.width, height: profile.height },
      folder,
    );
    if (!('unfit' in started)) torch = started;
    // Of the starter we know that it can be rebuilt: a comparison must not go missing in silence.
    else if (release.backbone === 'starter') throw new Error(`PyTorch’s side: ${started.unfit}.`);
    else notes.push(`without PyTorch: ${started.unfit}`);
  }
  const variants = Object.keys(torch?.differences ?? {});
  if (torch !== undefined) {
    const worst = Math.max(...Object.values(torch.differences));
    notes.push(
      `python ${torch.versions.python}, torch ${torch.versions.torch}, pooling power ${torch.versions.power}`,
      `same network on both sides: features differ by at most ${worst.toExponential(1)} of the largest`,
    );
  }
  try {
    const ours = models.map((model) => modelTask(model, pixels));
    const theirs = torch === undefined ? [] : variants.map((variant) => torchTask(torch, variant));
    const tasks = [
      ...pictures.map((picture) => pictureTask(picture, profile)),
      ...alternate(ours, theirs),
      ...models.map((model) => answerTask(model, middle)),
    ];
    const parts = await runRounds(tasks, { seconds, rounds, core, log });
    const [cpu] = cpus();
    return {
      machine:
        `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Linux ${kernel()}, Node ${process.versions.node}; ` +
        `load ${loadAtStart.toFixed(2)} before, ${(loadavg()[0] ?? 0).toFixed(2)} after`,
      release: `${release.id} (${release.title}), input ${profile.width} × ${profile.height}`,
      ...{ seconds, rounds, parts, notes },
      verdicts: judgeAim(
        parts,
        models.map(({ precision }) => precision),
        variants,
      ),
    };
  } finally {
    await torch?.stop();
    await Promise.all(models.map((model) => model.close()));
  }
};

await runBenchmark({ usage, readSettings, run, format: formatReport });
