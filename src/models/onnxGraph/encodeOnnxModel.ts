import { graphError } from './errors.ts';
import type {
  OnnxAttribute,
  OnnxElementType,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from './OnnxGraph.ts';
import { ProtobufWriter } from './ProtobufWriter.ts';

/** `TensorProto.DataType` of onnx.proto. */
const elementTypes: Readonly<Record<OnnxElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

const message = (): ProtobufWriter => new ProtobufWriter();

const encodeTensor = ({ name, type, dims, data }: OnnxTensor): ProtobufWriter => {
  const expected = dims.reduce((product, size) => product * size, 1);
  if (expected !== data.length) {
    throw graphError('RC_GRAPH_TENSOR_SIZE', { name, dims: dims.join('×'), length: data.length });
  }
  const tensor = message();
  for (const size of dims) tensor.int(1, size);
  // raw_data is little-endian, as is every machine that Node runs on but s390x.
  return tensor
    .int(2, elementTypes[type])
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
};

const encodeValue = ({ name, type, dims }: OnnxValue): ProtobufWriter => {
  const shape = message();
  for (const size of dims) {
    shape.message(1, typeof size === 'number' ? message().int(1, size) : message().text(2, size));
  }
  const tensorType = message().int(1, elementTypes[type]).message(2, shape);
  return message().text(1, name).message(2, message().message(1, tensorType));
};

const encodeAttribute = (name: string, attribute: OnnxAttribute): ProtobufWriter => {
  const result = message().text(1, name);
  // Field 20 is AttributeProto.AttributeType.
  if ('float' in attribute) return result.float(2, attribute.float).int(20, 1);
  if ('int' in attribute) return result.int(3, attribute.int).int(20, 2);
  if ('string' in attribute) return result.text(4, attribute.string).int(20, 3);
  if ('tensor' in attribute) return result.message(5, encodeTensor(attribute.tensor)).int(20, 4);
  if ('graph' in attribute) return result.message(6, encodeGraph(attribute.graph)).int(20, 5);
  if ('floats' in attribute) {
    for (const value of attribute.floats) result.float(7, value);
    return result.int(20, 6);
  }
  if ('ints' in attribute) {
    for (const value of attribute.ints) result.int(8, value);
    return result.int(20, 7);
  }
  for (const value of attribute.strings) result.text(9, value);
  return result.int(20, 8);
};

const encodeNode = ({ op, inputs, outputs, attributes = {}, name, domain }: OnnxNode): ProtobufWriter => {
  const node = message();
  for (const input of inputs) node.text(1, input);
  for (const output of outputs) node.text(2, output);
  if (name !== undefined) node.text(3, name);
  node.text(4, op);
  for (const [key, attribute] of Object.entries(attributes)) node.message(5, encodeAttribute(key, attribute));
  if (domain !== undefined) node.text(7, domain);
  return node;
};

function encodeGraph({ name, inputs, outputs, initializers = [], nodes }: OnnxGraph): ProtobufWriter {
  const graph = message();
  for (const node of nodes) graph.message(1, encodeNode(node));
  graph.text(2, name);
  for (const tensor of initializers) graph.message(5, encodeTensor(tensor));
  for (const value of inputs) graph.message(11, encodeValue(value));
  for (const value of outputs) graph.message(12, encodeValue(value));
  return graph;
}

/**
 * Writes a model as an ONNX file (onnx.proto, IR version 8), weights inside, at most 2 GB as protobuf allows. The
 * same graph gives the same bytes.
 * @param opset version of ONNX's operator set
 * @param domains versions of other operator sets, e.g. `{ 'com.microsoft': 1 }`
 * @throws RC_GRAPH_TENSOR_SIZE when a tensor's values do not fill its dimensions
 */
export function encodeOnnxModel(
  graph: OnnxGraph,
  { opset = 17, domains = {} }: { opset?: number; domains?: Readonly<Record<string, number>> } = {},
): Uint8Array<ArrayBuffer> {
  const model = message().int(1, 8).text(2, 'roadcrew').message(7, encodeGraph(graph));
  for (const [domain, version] of Object.entries({ '': opset, ...domains })) {
    model.message(8, message().text(1, domain).int(2, version));
  }
  return model.finish();
}
