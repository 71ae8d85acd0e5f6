using TaskScheduler.Web.Pages.Forecasting;
using TaskScheduler.Web.Pages.Forecasting.Drawing;

namespace TaskScheduler.Tests.Pages.Forecasting;

public sealed class ForecastAddressTests
{
    [Fact]
    public void What_an_address_says_is_read_and_written_again()
    {
        var address = ForecastAddress.Of("http://localhost/forecast?range=1h&rows=past&rowPage=3&rowPageSize=50");

        Assert.Equal((GraphRange.OneHour, LoadRows.Past, 3, 50), (address.Range, address.Rows, address.RowPage, address.RowPageSize));
        Assert.Equal("forecast?range=1h&rows=past&rowPage=3&rowPageSize=50", address.ToUri());
    }

    [Fact]
    public void What_is_not_understood_is_as_good_as_absent() =>
        Assert.Equal("forecast", ForecastAddress.Of("http://localhost/forecast?range=9y&rows=2&rowPage=-1&rowPageSize=1000000").ToUri());
}
