using Microsoft.AspNetCore.Components;
using TaskScheduler.Web.Layout;
using TaskScheduler.Web.Pages.Runs;
using TaskScheduler.Web.Pages.SignIn;

namespace TaskScheduler.Tests.Conventions;

public sealed class PageTests
{
    /// <summary>Where a visitor is led by the program and not by a link.</summary>
    private static readonly Type[] notInNavigation = [typeof(NotFoundPage), typeof(SetupPage), typeof(SignInPage), typeof(SecondFactorPage), typeof(RunPage)];

    [Fact]
    public void Every_page_can_be_reached()
    {
        string[] places = ["TaskScheduler.Web/Layout/SideBar.razor", "TaskScheduler.Web/Layout/SideBar.razor.cs"];
        var navigation = string.Join('\n', places.SelectMany(place => SourceTree.File(place).Lines));

        SourceTree.None(
            "Name these pages in the navigation, or say here why they are not in it:",
            Pages().Except(notInNavigation).Where(page => !Addresses(page).Any(address => navigation.Contains($"\"{address.TrimStart('/')}\"", StringComparison.Ordinal))).Select(page => page.FullName!));
    }

    [Fact]
    public void Every_page_is_rendered_by_a_test()
    {
        var tests = SourceTree.TypesOf(SourceTree.Tests).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        SourceTree.None("Render these pages in a test class of their name:", Pages().Where(page => !tests.Contains(page.Name + "Tests")).Select(page => page.FullName!));
    }

    private static IEnumerable<Type> Pages() => SourceTree.TypesOf(SourceTree.Web).Where(type => type.IsDefined(typeof(RouteAttribute), false));

    private static IEnumerable<string> Addresses(Type page) => page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(route => route.Template);
}
