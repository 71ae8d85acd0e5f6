using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TaskScheduler.Tests.Journeys;

public sealed class DefinitionsJourney(SharedBrowser browser) : Journey(browser)
{
    [Theory]
    [InlineData(1)]
    // More than one message of a circuit may hold.
    [InlineData(800)]
    public async Task Pasted_tasks_are_shown_before_they_are_added_and_are_there_afterwards(int count)
    {
        await Page.GotoAsync("/definitions");
        await Page.GetByLabel("or paste its text").EvaluateAsync("(field, text) => { field.value = text; }", "tasks:\n" + string.Concat(Enumerable.Range(1, count).Select(TaskText)));

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show what would change" }).ClickAsync();
        await Expect(Page.GetByText($"To add {count}, to change 0, to remove 0")).ToBeVisibleAsync();
        await Accessible.AssertAsync(Page);
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Add {count}" }).ClickAsync();
        await Expect(Page.GetByText($"Added {count}, changed 0, removed 0")).ToBeVisibleAsync();

        await Page.GotoAsync($"/tasks?search=Pasted {count}");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = $"Pasted {count}", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_the_page_is_no_wider_than_the_screen_and_shuts_nobody_out()
    {
        var phone = await NewVisitorAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });

        await phone.GotoAsync("/definitions");
        await Expect(phone.GetByRole(AriaRole.Heading, new() { Name = "Import and export" })).ToBeVisibleAsync();

        Assert.Equal(390, await phone.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Accessible.AssertAsync(phone);
    }

    private static string TaskText(int number) => $"""
          - title: Pasted {number}
            type: http
            payload:
              url: https://example.org/{number}
            schedule:
              kind: cron
              cron: 0 2 * * *
              timeZone: Europe/Berlin

        """;
}
