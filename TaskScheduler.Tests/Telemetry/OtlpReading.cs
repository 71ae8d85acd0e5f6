using System.Buffers.Binary;
using System.Text;

namespace TaskScheduler.Tests.Telemetry;

/// <summary>A span as it was sent.</summary>
internal sealed record SentSpan(string TraceId, string SpanId, string ParentId, string Name, ulong StartNanos, ulong EndNanos, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string TraceId, string SpanId)> Links);

/// <summary>Reads spans out of what OTLP sends: opentelemetry-proto, trace/v1, in the wire format of Protocol Buffers.</summary>
internal static class OtlpReading
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;

    public static IEnumerable<SentSpan> Spans(byte[] request) =>
        from resource in Fields(request).Where(field => field.Number == 1)
        from scope in Fields(resource.Value).Where(field => field.Number == 2)
        from span in Fields(scope.Value).Where(field => field.Number == 2)
        select SpanOf([.. Fields(span.Value)]);

    private static SentSpan SpanOf(List<Field> fields) => new(
        Hex(fields, 1),
        Hex(fields, 2),
        Hex(fields, 4),
        Text(fields, 5),
        fields.FirstOrDefault(field => field.Number == 7)?.Integer ?? 0,
        fields.FirstOrDefault(field => field.Number == 8)?.Integer ?? 0,
        fields.Where(field => field.Number == 9).Select(field => Fields(field.Value).ToList()).ToDictionary(tag => Text(tag, 1), tag => string.Concat(tag.Where(part => part.Number == 2).SelectMany(part => Fields(part.Value)).Select(part => part.Number == 1 ? Encoding.UTF8.GetString(part.Value) : $"{part.Integer}")), StringComparer.Ordinal),
        [.. fields.Where(field => field.Number == 13).Select(field => Fields(field.Value).ToList()).Select(link => (Hex(link, 1), Hex(link, 2)))]);

    private static string Hex(IEnumerable<Field> fields, int number) => Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number)?.Value ?? []);

    private static string Text(IEnumerable<Field> fields, int number) => Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == number)?.Value ?? []);

    private static IEnumerable<Field> Fields(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = ReadVarint(message, ref at);
            var (number, wire) = ((int)(key >> 3), (int)(key & 7));
            if (wire == Varint)
            {
                yield return new(number, [], ReadVarint(message, ref at));
                continue;
            }

            var length = wire switch
            {
                Fixed64 => 8,
                Bytes => (int)ReadVarint(message, ref at),
                _ => 4,
            };
            var value = message[at..(at + length)];
            at += length;
            yield return new(number, value, wire == Fixed64 ? BinaryPrimitives.ReadUInt64LittleEndian(value) : 0);
        }
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }

    private sealed record Field(int Number, byte[] Value, ulong Integer);
}
