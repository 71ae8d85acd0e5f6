using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Web.Access.Accounts;
using TaskScheduler.Web.Access.Tokens;
using TaskScheduler.Web.Control;

namespace TaskScheduler.Web.Access;

/// <summary>Who may reach what: accounts, sessions, tokens, and the rights that every endpoint asks for.</summary>
public static class AccessSetup
{
    private const string CookieOrToken = "CookieOrToken";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<AdminOptions, AdminOptionsCheck>(configuration.GetSection("TaskScheduler:Admin"));
        services.AddHttpContextAccessor();
        services.AddSingleton<SetupCode>();
        services.AddScoped<Visitor>();
        services.AddScoped<ICaller>(provider => provider.GetRequiredService<Visitor>());
        services.AddScoped<CircuitHandler, VisitorOfCircuit>();
        services.AddScoped<IAuthorizationHandler, RightCheck>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy = Policies.Read);
        AddAccounts(services);
        AddSignIn(services);
        AddKeys(services);
        return services.AddBelievedProxies(configuration);
    }

    /// <summary>Stands after routing: what an endpoint asks of its caller is known then.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((http, next) =>
        {
            var visitor = http.RequestServices.GetRequiredService<Visitor>();
            if (ControlSocket.IsOriginOf(http))
                visitor.BecomeProgram();
            else
                visitor.Become(http.User, http.Connection.RemoteIpAddress?.ToString() ?? "");
            return next(http);
        });
        app.UseAuthorization();
    }

    public static void MapAccess(this WebApplication app) =>
        app.MapPost("/sign-out", async (AccountSignIn signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("~/sign-in");
        }).AllowAnonymous().ExcludeFromDescription();

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddDbContext<AccountsDb>((provider, options) => provider.GetRequiredService<SqliteDatabase>().Configure(options));
        services.AddSingleton<AccountRegister>();
        services.AddScoped<AccountDesk>();
        services.AddScoped<OwnAccount>();
        services.AddHostedService<FirstAdministrator>();
        services.AddIdentityCore<Account>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
                options.Password = new PasswordOptions { RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 0 };
                options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5) };
                options.Tokens.AuthenticatorIssuer = "TaskScheduler";
            })
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<AccountPrincipals>()
            .AddSignInManager<AccountSignIn>()
            .AddDefaultTokenProviders();
        services.AddScoped<SignInParts>();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        // A line for every request that nobody may send would bury the others.
        services.AddLogging(logging => logging.AddFilter(typeof(TokenAuthentication).FullName, LogLevel.Warning));
        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieOrToken;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme(CookieOrToken, null, options =>
                options.ForwardDefaultSelector = http => TokenAuthentication.IsIn(http.Request) ? TokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null)
            .AddCookie(IdentityConstants.ApplicationScheme, SignInCookie.Configure)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, SignInCookie.ConfigureSecondFactor)
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, SignInCookie.ConfigureSecondFactor);
    }

    // In the data folder, so that a session survives a restart and a backup of the folder is complete. They are not encrypted
    // themselves: a key beside them would protect nothing, so nobody but the program's own user may read them.
    private static void AddKeys(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddDataProtection().SetApplicationName("TaskScheduler");
        services.AddSingleton<ISecretCipher, SecretCipher>();
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, folder, log) =>
            options.XmlRepository = new KeyFolder(folder, log));
    }
}
