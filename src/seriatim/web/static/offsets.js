// Offsets count code points, as the server does; JavaScript counts the halves of a letter like 𝛃 as two.
export class Offsets {
  constructor(text) {
    this.text = text;
    this.starts = null; // code point -> place in the string, needed only where the two differ
    if (/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
      this.starts = [];
      for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) this.starts.push(at);
      this.starts.push(text.length);
    }
  }

  toString16(offset) {
    return this.starts ? this.starts[offset] : offset;
  }

  toPoints(place) {
    if (!this.starts) return place;
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  slice(start, end) {
    return this.text.slice(this.toString16(start), this.toString16(end));
  }

  get length() {
    return this.starts ? this.starts.length - 1 : this.text.length;
  }
}
