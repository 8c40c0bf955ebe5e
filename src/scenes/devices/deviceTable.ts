import { barricade, barrierBoard, plasticBarrier } from './barriers.ts';
import { car, orangeCar, taxi } from './cars.ts';
import { cone, smallCone, tallCone } from './cone.ts';
import type { Device } from './Device.ts';
import { drum } from './drum.ts';
import { excavator, loader, paver, roller } from './machines.ts';
import { netFence, tape } from './netFence.ts';
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
import { paddleWorker, pedestrian, worker } from './people.ts';
import { autumnTree, bush, conifer, palm, tree } from './plants.ts';
import { tubularPost, verticalPanel } from './posts.ts';
import { arrowSign, endSign, plaqueSign, symbolSign, triangleSign, warningSign } from './roadworkSigns.ts';
import { arrowBoard, asphaltHeap, compressor, gravelHeap, siteHut, trench } from './siteThings.ts';
import {
  awning,
  bin,
  bollard,
  edgePost,
  hydrant,
  parasol,
  postBox,
  trafficLight,
} from './streetFurniture.ts';
import { boxTruck, cherryPicker, dumpTruck, passingTipper, schoolBus } from './trucks.ts';

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
