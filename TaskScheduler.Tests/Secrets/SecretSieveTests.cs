using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.Secrets;

public sealed class SecretSieveTests
{
    private const string Key = "p+ä/s \"w'ö\\r<d>&1";

    private static readonly byte[] bytes = Encoding.UTF8.GetBytes(Key);

    public static TheoryData<string> Forms => [.. new[]
    {
        Key, Uri.EscapeDataString(Key), Uri.EscapeDataString(Key).ToLowerInvariant(), WebUtility.UrlEncode(Key), UrlEncoder.Default.Encode(Key),
        JsonSerializer.Serialize(Key).Trim('"'), JsonSerializer.Serialize(Key, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })[1..^1],
        WebUtility.HtmlEncode(Key), HtmlEncoder.Default.Encode(Key), Convert.ToBase64String(bytes), Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'),
        Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes),
    }.Distinct()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_in_every_form(string form) =>
        Assert.Equal($"before {SecretMask.Hidden} after", SecretSieve.Of([Key]).Hide($"before {form} after"));

    [Theory]
    [InlineData("u:")]
    [InlineData("user:")]
    [InlineData("admin:")]
    public void A_secret_within_a_longer_text_in_base64_is_hidden(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}correct horse battery"));

        var hidden = SecretSieve.Of(["correct horse battery"]).Hide($"Authorization: Basic {encoded}");

        Assert.Contains(SecretMask.Hidden, hidden, StringComparison.Ordinal);
        Assert.InRange(hidden.Length, 0, "Authorization: Basic ".Length + before.Length * 2 + SecretMask.Hidden.Length + 4);
    }

    [Fact]
    public void A_line_of_a_key_file_is_hidden_by_itself() =>
        Assert.Equal($"- {SecretMask.Hidden} -", SecretSieve.Of(["BEGIN\nMIIEvQIBADANBgkq\nEND\n"]).Hide("- MIIEvQIBADANBgkq -"));

    [Fact]
    public void Of_two_secrets_that_share_letters_nothing_is_left() =>
        Assert.Equal($"<{SecretMask.Hidden}>", SecretSieve.Of(["abcdef", "defghi"]).Hide("<abcdefghi>"));

    [Fact]
    public void The_beginning_of_a_secret_at_a_cut_is_hidden() =>
        Assert.Equal($"x{SecretMask.Hidden}\n… (cut: the rest", SecretSieve.Of(["correct horse"]).Hide("xcorrect ho\n… (cut: the rest"));

    [Fact]
    public void What_is_written_in_any_pieces_comes_out_as_if_it_were_one()
    {
        string[] secrets = ["abcab", "cabx", "aaaa"];
        var sieve = SecretSieve.Of(secrets);
        var pieces = Gen.Elements("a", "b", "c", "x", "ab", "abca", "bx", "aaa", "-", "abcabx").ArrayOf();

        Prop.ForAll(pieces.ToArbitrary(), written =>
        {
            var kept = new KeptOutput();
            var output = new SievedOutput(kept, sieve);
            foreach (var piece in written)
                output.WriteAsync(piece, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            output.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            // Where it is cut between two pieces, dots may stand twice.
            Assert.Equal(Once(sieve.Hide(string.Concat(written))), Once(kept.Text));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task What_can_be_no_beginning_of_a_secret_is_passed_on_at_once()
    {
        var kept = new KeptOutput();
        var output = new SievedOutput(kept, SecretSieve.Of(["secret"]));

        await output.WriteAsync("line 1\nsec", CancellationToken.None);
        Assert.Equal("line 1\n", kept.Text);
        await output.WriteAsync("ond\n", CancellationToken.None);
        Assert.Equal("line 1\nsecond\n", kept.Text);
    }

    private static string Once(string text)
    {
        while (text.Contains(SecretMask.Hidden + SecretMask.Hidden, StringComparison.Ordinal))
            text = text.Replace(SecretMask.Hidden + SecretMask.Hidden, SecretMask.Hidden, StringComparison.Ordinal);
        return text;
    }

    private sealed class KeptOutput : IRunOutput
    {
        public string Text { get; private set; } = "";

        public ValueTask WriteAsync(string text, CancellationToken cancellationToken)
        {
            Text += text;
            return default;
        }
    }
}
