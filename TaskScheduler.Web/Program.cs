using TaskScheduler.Core;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Limits;
using TaskScheduler.Web.Api.Monitoring;
using TaskScheduler.Web.Commands;
using TaskScheduler.Web.Control;
using TaskScheduler.Web.Hosting;
using TaskScheduler.Web.Layout;
using TaskScheduler.Web.Live;

return CommandLine.Names(args)
    ? await CommandLine.RunAsync(args, Build)
    : await StartBoundary.RunAsync(() => Build(args, null));

static WebApplication Build(string[] settings, ControlSocket? command)
{
    // Settings are read once. Watching their folder for changes would make the system report every write of a database below it.
    string[] settingsReadOnce = ["--hostBuilder:reloadConfigOnChange=false"];
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. settingsReadOnce, .. settings], ContentRootPath = ContentRoot.WhenPublished });

    // Outside Development the assets of a build would come back empty; after publish there is no manifest and this does nothing.
    builder.WebHost.UseStaticWebAssets();

    builder.AddStartBoundary();
    builder.ListenWhereConfigured();
    builder.Services.AddTaskSchedulerCore(builder.Configuration);
    builder.Services.AddAccess(builder.Configuration);
    builder.Services.AddApi(builder.Configuration);
    builder.Services.AddLive();
    builder.Services.AddPages();
    builder.AddControl(command);

    var app = builder.BuildWithCheckedSettings();

    app.UseForwardedHeaders();
    app.UseHsts();
    app.UseResponseCompression();
    app.UseOwnPagesOnly();
    app.UseSignInLimit();
    app.UseNotFoundPage();
    app.UseApi();
    app.UseRouting();
    app.UseRequestTrace();
    app.UseAccess();
    app.UseRequestLimit();
    app.UseAntiforgery();
    app.UseDocumentPage();

    app.MapStaticAssets().AllowAnonymous();
    app.MapAccess();
    app.MapApi();
    app.MapLive();
    app.MapPages();
    return app;
}
