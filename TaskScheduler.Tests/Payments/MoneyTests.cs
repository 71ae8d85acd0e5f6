using TaskScheduler.Core.Payments;

namespace TaskScheduler.Tests.Payments;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50", "EUR", 1250, "12.50")]
    [InlineData("12.5", "EUR", 1250, "12.50")]
    [InlineData(" 12 ", "EUR", 1200, "12.00")]
    [InlineData("0.01", "EUR", 1, "0.01")]
    [InlineData("1000000", "EUR", 100_000_000, "1000000.00")]
    [InlineData("500", "JPY", 500, "500")]
    [InlineData("1.234", "KWD", 1234, "1.234")]
    [InlineData("0.0001", "CLF", 1, "0.0001")]
    public void An_amount_is_counted_in_the_smallest_unit_of_its_currency(string text, string code, long minor, string written)
    {
        Assert.True(Currency.TryFind(code, out var currency));

        var money = Money.Read(text, currency, out var fault);

        Assert.Null(fault);
        Assert.Equal((minor, written), (money.Minor, money.Amount));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.234")]
    [InlineData("1,50")]
    [InlineData("1 000")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1000000.01")]
    [InlineData("99999999999999999999999")]
    [InlineData("NaN")]
    [InlineData("١٢")]
    [InlineData("")]
    public void What_is_no_amount_is_refused_with_a_sentence(string text)
    {
        Currency.TryFind("EUR", out var currency);

        Money.Read(text, currency!, out var fault);

        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_zero_the_sign_stands_before_the_amount() => Assert.Equal("-0.05 EUR", new Money(-5, Currency.All.Single(currency => currency.Code == "EUR")).ToString());
}
