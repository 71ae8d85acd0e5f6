using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;

namespace TaskScheduler.Tests;

/// <summary>
/// What a person does to an element, over as soon as the page has taken it in. bUnit's own methods of these names return before that while
/// the page is busy with something else, and who asserts right after them is too early. These are found first, because their namespace is
/// around those of all tests.
/// </summary>
internal static class ElementEvents
{
    public static void Click(this IElement element) => Take(element, () => element.ClickAsync(new MouseEventArgs()));

    public static void Submit(this IElement element) => Take(element, () => element.SubmitAsync(EventArgs.Empty));

    public static void Change<T>(this IElement element, T value) => Take(element, () => element.ChangeAsync(value));

    public static void Input<T>(this IElement element, T value) => Take(element, () => element.InputAsync(value));

    public static void KeyDown(this IElement element, string key) => Take(element, () => element.KeyDownAsync(new KeyboardEventArgs { Key = key }));

    // A page does one thing after the other: what comes after the event finds it taken in. Its handler may go on for long, until a dialog is answered.
    private static void Take(IElement element, Func<Task> handle)
    {
        // Asked for first: the event may take the element away.
        var page = element.Owner!.Context.GetService<BunitContext>()!.Renderer.Dispatcher;
        var handling = handle();
        page.InvokeAsync(() => { }).GetAwaiter().GetResult();
        if (handling.IsFaulted)
            handling.GetAwaiter().GetResult();
    }
}
