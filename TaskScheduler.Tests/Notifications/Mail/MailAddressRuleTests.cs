using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

public class MailAddressRuleTests
{
    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("jane.doe+tasks@sub.example.org")]
    [InlineData("taskscheduler@localhost")]
    [InlineData("jürgen@example.com")]
    public void One_plain_address_is_accepted(string address) => Assert.Null(MailAddressRule.FaultOf(address));

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("@example.com")]
    [InlineData("jane@")]
    [InlineData("jane@example.com, joe@example.com")]
    [InlineData("jane@example.com;joe@example.com")]
    [InlineData("Jane <jane@example.com>")]
    [InlineData("<jane@example.com>")]
    [InlineData(" jane@example.com")]
    [InlineData("jane@example.com\r\nBcc: joe@example.com")]
    [InlineData("jane@example.com\n")]
    [InlineData("jane\0@example.com")]
    public void Anything_else_is_refused_with_an_example(string address) =>
        Assert.Equal("Write one e-mail address and nothing else, as name@example.com.", MailAddressRule.FaultOf(address));

    [Fact]
    public void An_address_has_at_most_254_characters()
    {
        Assert.Null(MailAddressRule.FaultOf(new string('a', 242) + "@example.com"));
        Assert.Equal("An e-mail address has at most 254 characters.", MailAddressRule.FaultOf(new string('a', 243) + "@example.com"));
    }
}
