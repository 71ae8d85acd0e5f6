using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Layout;

namespace TaskScheduler.Tests.Pages;

/// <summary>Renders pages for somebody who is signed in, with all that the running program has.</summary>
public abstract class SignedInPageTest : BunitContext, IAsyncLifetime
{
    protected RunningApp App { get; } = new RunningApp().Start();

    protected AccountDirectory Directory => App.Services.GetRequiredService<AccountDirectory>();

    public async ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = ComponentTest.Patience;
        var scope = App.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<Visitor>().Become(await SignedIn.OpenSessionAsync(App, Administrator.Email), null);
        Services.AddPageServices();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
    }

    public new async ValueTask DisposeAsync()
    {
        await DisposeComponentsAsync();
        await base.DisposeAsync();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
