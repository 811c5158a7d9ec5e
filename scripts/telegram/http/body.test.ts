/** Arguments of a request, however they come (telegram-bot-api: query, form, JSON, multipart). */
import { describe, expect, test } from "vitest";
import { readArgs } from "./body.ts";

const none = new URLSearchParams();

describe("forms of arguments", () => {
  test("query and body together, the body last", () => {
    const query = new URLSearchParams("chat_id=1&text=a");
    const read = readArgs(query, "application/x-www-form-urlencoded", Buffer.from("text=b+c%21"));
    expect(read?.values).toEqual({ chat_id: "1", text: "b c!" });
  });

  test("JSON", () => {
    const body = Buffer.from('{"chat_id":1,"reply_markup":{"inline_keyboard":[]}}');
    expect(readArgs(none, "application/json; charset=utf-8", body)?.values).toEqual({
      chat_id: 1,
      reply_markup: { inline_keyboard: [] },
    });
  });

  test.each(["not json", "[1]", "null"])("JSON that is no object: %s", (body) => {
    expect(readArgs(none, "application/json", Buffer.from(body))).toBeNull();
  });
});

describe("multipart (RFC 7578)", () => {
  const part = (head: string, body: Buffer | string) =>
    Buffer.concat([Buffer.from(`--X\r\n${head}\r\n\r\n`), Buffer.from(body), Buffer.from("\r\n")]);
  const whole = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from("--X--\r\n")]);

  test("fields and files to the byte, file names unquoted as grammY sends them", () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const body = whole(
      part('content-disposition:form-data;name="chat_id"', "5"),
      part('content-disposition:form-data;name="abc";filename=a.pgp', bytes),
    );
    const read = readArgs(none, "multipart/form-data; boundary=X", body);
    expect(read?.values).toEqual({ chat_id: "5" });
    expect(read?.files.get("abc")).toMatchObject({ filename: "a.pgp" });
    expect(Buffer.from(read?.files.get("abc")?.bytes ?? [])).toEqual(bytes);
  });

  test("quoted names and a type", () => {
    const head =
      'Content-Disposition: form-data; name="f"; filename="花 見.png"\r\nContent-Type: image/png';
    const read = readArgs(none, 'multipart/form-data; boundary="X"', whole(part(head, "x")));
    expect(read?.files.get("f")).toMatchObject({ filename: "花 見.png", mime: "image/png" });
  });

  test("without its end or its boundary it is unreadable", () => {
    const body = part('content-disposition: form-data; name="a"', "1");
    expect(readArgs(none, "multipart/form-data; boundary=X", body)).toBeNull();
    expect(readArgs(none, "multipart/form-data", whole(body))).toBeNull();
  });
});
