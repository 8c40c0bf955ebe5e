import { arrowBoard } from './arrowBoard.ts';
import { asphaltHeap } from './asphaltHeap.ts';
import { autumnTree } from './autumnTree.ts';
import { awning } from './awning.ts';
import { barricade } from './barricade.ts';
import { barrierBoard } from './barrierBoard.ts';
import { bin } from './bin.ts';
import { bollard } from './bollard.ts';
import { boxTruck } from './boxTruck.ts';
import { bush } from './bush.ts';
import { car } from './car.ts';
import { cherryPicker } from './cherryPicker.ts';
import { compressor } from './compressor.ts';
import { cone } from './cone.ts';
import { conifer } from './conifer.ts';
import type { Device } from './Device.ts';
import { drum } from './drum.ts';
import { dumpTruck } from './dumpTruck.ts';
import { edgePost } from './edgePost.ts';
import { excavator } from './excavator.ts';
import { gravelHeap } from './gravelHeap.ts';
import { hydrant } from './hydrant.ts';
import { loader } from './loader.ts';
import { netFence } from './netFence.ts';
import { orangeCar } from './orangeCar.ts';
import {
  advertisement,
  chevronSign,
  dangerTriangle,
  guideSign,
  noEntry,
  passingArrow,
  redTriangle,
  speedLimit,
  stopSign,
  yellowDiamond,
  yieldSign,
} from './ordinarySigns.ts';
import { paddleWorker } from './paddleWorker.ts';
import { palm } from './palm.ts';
import { parasol } from './parasol.ts';
import { passingTipper } from './passingTipper.ts';
import { paver } from './paver.ts';
import { pedestrian } from './pedestrian.ts';
import { plasticBarrier } from './plasticBarrier.ts';
import { postBox } from './postBox.ts';
import { arrowSign, endSign, plaqueSign, symbolSign, triangleSign, warningSign } from './roadworkSigns.ts';
import { roller } from './roller.ts';
import { schoolBus } from './schoolBus.ts';
import { siteHut } from './siteHut.ts';
import { smallCone } from './smallCone.ts';
import { tallCone } from './tallCone.ts';
import { tape } from './tape.ts';
import { taxi } from './taxi.ts';
import { trafficLight } from './trafficLight.ts';
import { tree } from './tree.ts';
import { trench } from './trench.ts';
import { tubularPost } from './tubularPost.ts';
import { verticalPanel } from './verticalPanel.ts';
import { worker } from './worker.ts';

/** Everything that can stand on a street, by the name that truth files use. */
export const deviceTable = {
  cone,
  'small-cone': smallCone,
  'tall-cone': tallCone,
  drum,
  'tubular-post': tubularPost,
  'vertical-panel': verticalPanel,
  barricade,
  'barrier-board': barrierBoard,
  'plastic-barrier': plasticBarrier,
  'net-fence': netFence,
  tape,
  'warning-sign': warningSign,
  'symbol-sign': symbolSign,
  'triangle-sign': triangleSign,
  'plaque-sign': plaqueSign,
  'arrow-sign': arrowSign,
  'arrow-board': arrowBoard,
  'end-sign': endSign,
  worker,
  'paddle-worker': paddleWorker,
  excavator,
  roller,
  paver,
  loader,
  'dump-truck': dumpTruck,
  'cherry-picker': cherryPicker,
  compressor,
  'gravel-heap': gravelHeap,
  'asphalt-heap': asphaltHeap,
  trench,
  'site-hut': siteHut,
  car,
  'orange-car': orangeCar,
  taxi,
  'school-bus': schoolBus,
  'box-truck': boxTruck,
  'passing-tipper': passingTipper,
  pedestrian,
  'stop-sign': stopSign,
  'yield-sign': yieldSign,
  'yellow-diamond': yellowDiamond,
  'red-triangle': redTriangle,
  'danger-triangle': dangerTriangle,
  'speed-limit': speedLimit,
  'no-entry': noEntry,
  'passing-arrow': passingArrow,
  'chevron-sign': chevronSign,
  'guide-sign': guideSign,
  advertisement,
  'traffic-light': trafficLight,
  bollard,
  'edge-post': edgePost,
  hydrant,
  bin,
  awning,
  parasol,
  'post-box': postBox,
  tree,
  'autumn-tree': autumnTree,
  conifer,
  bush,
  palm,
} as const satisfies Readonly<Record<string, Device>>;

export type DeviceKind = keyof typeof deviceTable;
