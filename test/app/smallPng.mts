import { deflateSync, inflateSync } from 'node:zlib';

/**
 * A PNG with at most 256 colours, which for a picture of the editor is a third of its size. Colours
 * that are left out take the nearest that is kept.
 *
 * @param png with 8 bits a channel, with or without alpha, not interlaced: as Chromium takes pictures
 */
export function smallPng(png: Buffer): Buffer {
	const { width, height, pixels } = decode(png);
	const { palette, indexOf } = paletteOf(pixels);
	const rows = Buffer.alloc(height * (width + 1));
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			rows[y * (width + 1) + x + 1] = indexOf(pixels[y * width + x]);
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = 8;
	header[9] = INDEXED;
	const colors = Buffer.from(palette.flatMap((color) => channelsOf(color)));
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', colors),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const INDEXED = 3;
const RGBA = 6;
const MOST_COLORS = 256;

const channelsOf = (color: number) => [color >> 16, (color >> 8) & 255, color & 255];

/** The colours that are there most often, of those that differ by little one each. */
function paletteOf(pixels: Uint32Array) {
	const counts = new Map<number, number>();
	for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
	const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([color]) => color);
	let palette = byCount;
	for (let nearness = 0; palette.length > MOST_COLORS; nearness += 4) {
		palette = [];
		for (const color of byCount) {
			if (palette.every((kept) => distance(kept, color) > nearness ** 2)) palette.push(color);
			if (palette.length > MOST_COLORS) break;
		}
	}
	const known = new Map(palette.map((color, index) => [color, index]));
	const indexOf = (color: number) => {
		let index = known.get(color);
		if (index !== undefined) return index;
		index = 0;
		for (let at = 1; at < palette.length; at++) {
			if (distance(palette[at], color) < distance(palette[index], color)) index = at;
		}
		known.set(color, index);
		return index;
	};
	return { palette, indexOf };
}

function distance(one: number, other: number): number {
	const [r, g, b] = [(one >> 16) - (other >> 16), (one >> 8) & 255, one & 255];
	return r ** 2 + (g - ((other >> 8) & 255)) ** 2 + (b - (other & 255)) ** 2;
}

/** The pixels of a PNG, as 0xrrggbb (PNG specification, 4.5.4 and 9). */
function decode(png: Buffer) {
	const parts: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
		if (png.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
		parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	}
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const step = png[25] === RGBA ? 4 : 3;
	const stride = width * step;
	const data = inflateSync(Buffer.concat(parts));
	const pixels = new Uint32Array(width * height);
	let above = Buffer.alloc(stride);
	for (let y = 0; y < height; y++) {
		const start = y * (stride + 1);
		const row = data.subarray(start + 1, start + 1 + stride);
		for (let i = 0; i < stride; i++) {
			const left = i < step ? 0 : row[i - step];
			const corner = i < step ? 0 : above[i - step];
			row[i] += [0, left, above[i], (left + above[i]) >> 1, paeth(left, above[i], corner)][
				data[start]
			];
		}
		for (let x = 0; x < width; x++) pixels[y * width + x] = row.readUIntBE(x * step, 3);
		above = row;
	}
	return { width, height, pixels };
}

function paeth(left: number, above: number, corner: number): number {
	const guess = left + above - corner;
	const [a, b, c] = [left, above, corner].map((each) => Math.abs(guess - each));
	if (a <= b && a <= c) return left;
	return b <= c ? above : corner;
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc(named));
	return Buffer.concat([length, named, sum]);
}

/** The checksum of a chunk (PNG specification, annex D). */
function crc(data: Buffer): number {
	let sum = 0xffffffff;
	for (const byte of data) {
		sum ^= byte;
		for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
	}
	return (sum ^ 0xffffffff) >>> 0;
}
